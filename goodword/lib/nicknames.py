"""Short forms of given names, folded: which two given names may be the same person's.

Each line is a name with its spellings, then its short forms. A short form may belong to several names
(Alex is Alexander or Alexandra), but two full names are never one (Alexander is not Alexandra).
"""

from functools import cache

_LINES = """
abigail: abby abbie gail
abraham: abe bram
agnieszka: aga
albert alberto: al bert bertie
alejandro: alex jandro ale
aleksander aleksandr: alex olek sasha
aleksandra: ola alex
alessandro: sandro ale alex
alexander alexandre: alex al sandy xander lex sascha sasha alec
alexandra: alex sandra lexi lexie sandy sasha
alfred alfredo: al alf alfie fred freddie
alice alicia: ali allie
alison allison: ali allie
amanda: mandy
amelia: amy millie
andreas: andi andy
andrew: andy drew
angela: angie
anna anne ann hannah: annie anni ania nan nancy
anthony antony: tony ant
antonio: toni tonio tono
antonia: toni
arthur: art artie
barbara: barb babs barbie basia bobbie
bartholomew: bart
bartlomiej: bartek
beatrice beatrix: bea trixie
benedict: ben
benjamin: ben benny benji
bernard bernhard: bernie bernd
bradley: brad
bridget: biddy bridie
cameron: cam
carol caroline carolyn: carrie caz caro
catherine katherine kathryn katharine catharine: cathy kathy kate katie katy kat cat kitty kay
catarina: cati cata
charles: charlie chuck chas charly
charlotte: charlie lottie lotte
christian: chris christo
christina christine kristina kristine: chris tina chrissie chrissy kris krissy
christopher: chris kit topher
clifford: cliff
concepcion: concha conchita
cornelis cornelius: cees kees niels
curtis: curt
cynthia: cindy
daniel: dan danny dani
danielle daniela: dani
david: dave davey davie
deborah debra: deb debbie debby
dennis denis: den denny
dieter: didi
dolores: lola
dominic dominik: dom nick
donald: don donnie donny
dorota: dorotka
dorothy dorothea: dot dottie dolly dora thea
douglas: doug
edmund: ed eddie ted
eduardo: edu eddy lalo
edward: ed eddie eddy ned ted teddy
edwin: ed eddie
eleanor elinor: ellie nell nora ella
elizabeth elisabeth: liz lizzie lizzy beth betty betsy eliza liza libby bess lisa elsa lilibet lis ela elisa
ellen: ellie nell
emily emilia: em emmy millie
emma: em emmy
enrique: quique
ernest ernst: ernie
eugene: gene
eva: ewa evi
ezekiel: zeke
felicity: fliss
ferdinand: ferdi
fernando: nando fer
florence: flo florrie
frances francesca franziska francoise: fran franny frankie franzi
francis francisco francesco franciszek: frank fran paco pancho kiko franek frankie
franklin: frank
franz: franzl
frederick frederic friedrich frederik: fred freddie freddy fritz rick freek
gabriel: gabe gabi
gabriela gabriella gabrielle: gabby gabi gaby
genevieve: gen ginny
geoffrey jeffrey: geoff jeff
gerald gerard gerhard: gerry jerry gerd
gertrude: trudy gertie
gillian jillian: gill jill
giovanni: gianni nanni gio
giuseppe: peppe pino beppe
giuseppina: pina
gregory: greg gregg
grzegorz: grzesiek
guadalupe: lupe lupita
guillermo: memo guille
gwendolyn gwendoline: gwen wendy
harold: harry hal
harriet: hattie harri
heinrich: heiner heinz heini
helen helena helene: nell lena nellie
henry: harry hank hal
hendrik: henk rik
herbert: herb bert bertie
hubert: hugh bert
ignacio: nacho
isabel isabella isabelle isobel: bella izzy belle isa
isaac: ike zac
jacob jakob: jake jack kuba
jakub: kuba
jacqueline: jackie jacqui
james: jim jimmy jamie jem
jan: janek jasiek
jane: janie jenny
janet: jan
janice: jan
jason: jay
javier: javi
jennifer: jen jenny jenni
jeremy jeremiah: jerry jem
jerome: jerry
jesus: chuy chus
jessica: jess jessie
joachim: achim jo
joan: joanie jo
joanna joanne: jo asia
johannes: hans jan hannes jo joop
john: jack johnny jon johnnie
jonathan jonathon: jon jonny nathan jono
jose: pepe
josef jozef: sepp jupp jo
josefa: pepa
joseph: joe joey jo
josephine: jo josie
joshua: josh
joyce: joy
juan: juanito
judith: judy jude
julia: julie jules
julian: jules
karen karin: kaz
karl carl: charly
katarzyna: kasia kaska
katharina katarina: kathi katja kati kathrin tina
kenneth: ken kenny
kevin: kev
kimberly kimberley: kim
klaus claus nikolaus: niko
krzysztof: krzysiek
laurence lawrence: larry laurie lawrie
leonard leonardo leonhard: len lenny leo leon
leslie lesley: les
lillian lilian: lil lily
louis lewis luis: lou louie
louise luise: lou
lucy lucia luzia: lu luz
luigi: gigi
madeleine madeline: maddie maddy
magdalena: magda lena maggie leni
malgorzata: gosia
manuel: manolo manu
margaret margarete margarita: maggie meg peggy peg marge margie madge greta gretchen daisy rita grete gretel
maria: mia mitzi marysia mari
marianne: mary
martin: marty
martha: marti
mary: molly polly mamie
mateusz: mati
matthew matthias mathew mathias matthieu: matt mat matty
maureen: mo
maurice: mo
maximilian: max
maxine: max
melanie: mel
melissa: mel missy
michael: mike mick mickey micky mikey mischa michi michel
michal: michalek
michele michelle: shelly chelle
mildred: millie
miguel: migue
miriam: mimi
mitchell: mitch
mohammed muhammad mohamed mohammad: mo moe
nancy: nan
natalie natalia nathalie: nat nata
nathaniel nathan: nat nate
nicholas nicolas nikolas: nick nicky nico klaus
nicole: nicky nikki nic
oliver: ollie olly
olivia: liv livvy ollie
pamela: pam
patricia: pat patty patsy tricia trish pati
patrick: pat paddy
paula: pauli
peter pieter: pete piet
philip phillip philippe: phil pip flip
pilar: pili
priscilla: cilla
prudence: prue
rachel rachael: rach
raymond: ray
rebecca: becky becca bex
reginald: reg reggie
renata: rena
ricardo: ricky rico
richard: rick ricky rich richie dick
robert roberto: bob bobby rob robbie robby bert beto
roderick: rod rory
rodney: rod
roger: rog
roland: roly
ronald: ron ronnie
rosemary: rose rosie
rosario: charo
rudolf rudolph: rudi rudy
russell: russ
salvatore: salvo toto
samantha: sam sammy
samuel: sam sammy
sandra: sandy
santiago: santi
sarah sara: sally sal
sebastian: seb bas basti
sharon: shaz
shirley: shirl
simon: si
stanislaw: staszek
stanley: stan
stefan stephan stephen steven: steve stevie steph ste steff
stefanie stephanie: steph steff steffi
stuart stewart: stu
susan susanna susanne suzanne: sue susie suzie suzy suse sanne
sylvia silvia: syl
tamara: tammy
terence terrence: terry
teresa theresa therese: terry tess tessa resi tracy
theodore theodor: ted teddy theo
thomas tomas: tom tommy tomek
timothy: tim timmy
tobias: tobi toby
ulrich: uli
ulrike: uli ulli
ursula: uschi ulla ursel
valerie: val
veronica veronika: ronnie vroni nika
victor viktor: vic
victoria: vicky vicki tori vic
vincent vincenzo: vince vinny enzo
virginia: ginny ginger
vivian vivienne: viv
vladimir: vova volodya
walter: walt wally
wilhelm: willi willy
william: will bill billy willie liam
willem: wim pim
winifred: winnie
wolfgang: wolf wolfi
wojciech: wojtek
xavier: xavi
yvonne: eve
zachary: zach zack zac
zbigniew: zbyszek
zofia: zosia
zuzanna: zuza
"""

# Further common given names: enough to tell "Anna & Ben" (a couple) from "Smith & Jones" (a firm).
_COMMON = """
adam adele aisha alan amy ana andrea angus anita anja antoine ashley astrid aurelie beata ben bjorn brian
bruno carla carlos carmen celine chloe chidi claire clara claudia colin craig dana dariusz derek diana diego
dirk dmitri donna elena eli elif ella elodie emil eric erik esther fatima felix fiona florian gareth gemma
george georgia gemma gina giulia gloria graham grace guy hans hassan heike heather heidi hilary holly hugo
ian ibrahim ines inga ingrid irena irene iris ivan jana jean jenna joao joana joel jonas jordi jorge josh
juergen julien june karol kelly kerstin kirsten kim kwame laura lea leila leo liam linda lisa lorenzo lorna
louisa luca lucas luisa lukas lukasz lydia magnus malcolm marc marcel marcin marco marcos marek maren mario
marion marius mark markus marta mateo matteo maya megan mehmet mei mia mirko moira monica monika mustafa nadia
naomi neil nina noah nora ngozi olaf olga omar oscar otto owen pablo paolo pascal paul pawel pedro petra
philippa pierre piotr priya rafael ralf raj rana raul ravi rita rosa ross ruth ryan sabine samira sanjay sean
sergio sheila sofia sonia sophie stella sven sybille tanja tara tomasz toni ulf uwe vera vanessa wendy wiktor
yan yasmin yves zoe dean dylan ethan evan gavin glen heather jade janine jodie keith leah lee lynn marie
marianna mohan molly nadine nigel olive paige pauline penny phoebe polly rhys robin rory rosie sally scott
shane shaun tess trevor tyler wayne willow charlotte elsie evelyn hazel ivy jack jackson mason harper logan
"""


@cache
def _roots() -> dict[str, frozenset[int]]:
    """Each known name or short form with the lines it stands on."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_LINES.strip().splitlines()):
        for name in line.replace(":", " ").split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(lines) for name, lines in found.items()}


@cache
def _known() -> frozenset[str]:
    return frozenset(_roots()) | frozenset(_COMMON.split())


def may_be_one(one: str, other: str) -> bool:
    """Whether two folded given names may be two forms of one: bob and robert, not alexander and alexandra."""
    if one == other:
        return True
    roots = _roots()
    return not roots.get(one, frozenset()).isdisjoint(roots.get(other, frozenset()))


def is_given_name(word: str) -> bool:
    """Whether a folded word is among the common given names. Most given names of the world are not."""
    return word in _known()
