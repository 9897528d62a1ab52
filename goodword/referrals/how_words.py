"""What people write into "Referred by" that names nobody: an ad, a search, a passer-by, "a friend"."""

from functools import cache

from goodword.lib.text import fold

from .models import How

_WORDS = {
    How.AD: """
        ad; ads; advert; advertisement; advertising; flyer; flier; flyers; leaflet; poster; brochure; billboard;
        coupon; groupon; radio; tv; television; google ads; google ad; adwords; facebook ad; facebook ads;
        instagram ad; instagram ads; newspaper ad; mailer; postcard; newsletter; werbung; anzeige; flugblatt;
        publicite; affiche; anuncio; publicidad; pubblicita; volantino; reclame; reklama""",
    How.SEARCH: """
        google; google search; google maps; bing; internet; the internet; online; web; website; web site; web
        search; search; search engine; yelp; tripadvisor; webseite; suche; site web; sitio web; sito web""",
    How.WALKED: """
        walk in; walkin; walk ins; walkins; walked in; walk by; walked by; walking by; walk past; walked past; walking
        past; passing; passing by; passed by; was passing; was passing by; passer by; passers by; drive by; drove by;
        driving by; drive past; drove past; driving past; sign; storefront; shop window; window; location; saw the shop;
        laufkundschaft; laufkunde; laufkundin; vorbeigekommen; vorbeigelaufen; vorbeigegangen; vorbeigefahren; im
        vorbeigehen; im vorbeifahren; zufallig vorbeigekommen; schaufenster; passant; passante; de passage; en passant;
        en passant devant; vitrine; de paso; al pasar; pasaba por aqui; pasando por aqui; escaparate; di passaggio;
        passando; passavo di qui; vetrina; langsgelopen; voorbijgelopen; kwam langs; in het voorbijgaan;
        voorbijganger; etalage; de passagem; ao passar; passou por aqui; montra; przechodzien; przechodzac; przechodzac
        obok; przechodzil obok; z ulicy""",
    How.ARTICLE: """
        article; newspaper; magazine; press; blog; blog post; podcast; zeitung; journal; periodico; giornale""",
    How.PERSON: """
        friend; a friend; friends; family; relative; word of mouth; mouth to mouth; referral; a customer; customer;
        neighbor; neighbour; a neighbor; a neighbour; colleague; coworker; co worker; recommendation; empfehlung;
        freund; freunde; bekannte; ami; amis; bouche a oreille; amigo; amigos; boca a boca; amico; passaparola;
        vriend; mond tot mond; znajomy; polecenie""",
    How.UNKNOWN: """
        other; unknown; none; no; n a; na; not sure; do not know; dont know; facebook; instagram; tiktok; twitter;
        x; linkedin; pinterest; youtube; nextdoor; whatsapp; social; social media; event; market; fair; email""",
}


@cache
def _known() -> dict[str, How]:
    return {_bare(word): how for how, words in _WORDS.items() for word in words.split(";")}


def _bare(text: str) -> str:
    return " ".join(
        "".join(letter if letter.isalnum() else " " for letter in fold(text.replace("'", ""))).split()
    )


def how_of(typed: str) -> How | None:
    """How they came, if the words name a way and nobody; None for what may be a name."""
    bare = _bare(typed)
    return _known().get(bare) if bare else How.UNKNOWN
