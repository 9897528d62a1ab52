"""Which letters stand beside which, by the alphabets that computers had before Unicode.

Taken from the names that CLDR, release by release the common work of many, has for countries, languages, scripts,
money, towns, months and days in the languages that used the alphabet. `_ck>ě>kn_` says that behind the beginning of
a word, c and k there can be an ě, and behind that a k, an n or the end. Pairs of plain letters tell nothing.
"""

WESTERN = """
    iu>ß>eir _bcdeghijlmnorstuvyz>à>_bcdfhiklmnqrstuv _abcdefghijklmnoprstuvwxyzçú>á>_abcdefghiklmnpqrstuvzíúþ
    abcdghilmnprstuz>â>_eghmnqty bcdgijlmnprstvxç>ã>_o _bdefghijklmnprstvwäö>ä>_acefghijklmnpqrstuvwä
    _hklmpr>å>_bdgklnrs _defghklmnprstv>æ>_gijklmnrstð aeinoruí>ç>_aouáãõ abcdfghilmnoprstuvxy>è>_cdglmnqrstxz
    _abcdfghijklmnoprstuvwxyz>é>_abcdefghiklmnopqrstuvwxzí cdilmnortuvz>ê>_lmnrst aein>ë>_elmr d>ì>_
    _abcdefghijklmnoprstuvxyáéðúüþ>í>_abcdefghijklmnoprstuvxzçóúþ _bchkmnprt>î>_l aejlortu>ï>_abcdefgklmnqrstw
    afiruyæóöý>ð>_abefhijklsuví _aeiou>ñ>aeio bcdefgilmnprstvw>ò>clmnpqrstv
    _abcdefghijklmnprstvwxíúý>ó>_abcdfghiklmnopqrstvðþ cdhlmt>ô>_mnrt rvç>õ>er
    _abdefhijklmnprstuvyzö>ö>_abdefghiklnprstväðö _defhijklnrstu>ø>bdegijlnrsvy r>ù>_
    _abcdefghijklmnprstxyzáí>ú>_abcdegijklmnprstuvxáíó go>û>lt _abefgijmnprstz>ü>_bcdeiklmrstí
    adklnsþ>ý>_agjnprsðó _aegráíó>þ>ejríý _aikmtu>š>_aegikmnotu d>ž>_aipu
"""
CENTRAL = """
    _bdefghijklmnprstuvwyzšž>á>_bcdghjklmnprstvzčľřš fgkmprst>â>mnrz ekv>ä>_nt _aeimnopu>ç>aeiouë
    _bcdfghklmnprstvyzč>é>_abcdfghklmnprstuvxzčš bcdghjklmnprstvzç>ë>_bdfjlmnrst
    _acdfghklmnprstvzóčřšž>í>_abcdfjklmnoprstvzšž _t>î>_nr _abcdfghijklmnprstvzš>ó>_abcdefgiklmnoprstvwzíłš c>ô>t
    _fgklrtz>ö>begklnprsuvz _abcdghijklmprsty>ú>_djlmnprstuvzčž _bfjklmnprstzž>ü>_agklmrstz dklmnrstv>ý>_cdknrž
    bcdghlmnprstuvzşţ>ă>_grtuţ ilt>ą>dgpstż _aeiš>ć>ain _abdefghijklmnoprtuvwyzáéúšž>č>_aceijklnorstuvéíľš _a>ď>au
    _air>đ>aio ijnwż>ę>cdgtz bdmntv>ě>cdjklmnrstvž _abdeouáč>ľ>_abjkosuš _agosuwyzó>ł>_acdegkmnoptuy aeiouy>ń>_s
    _aei>ň>_ados _fstz>ő>_ikns _abhoptá>ř>eisí _eou>ś>_aclnrw _aeinoru>ş>_agikmotuă
    _abdefghijklmnoprtuvwyzáéíóčľž>š>_aceghijklmnoprstuváíóćčť _aceinopruă>ţ>aeikă sš>ť>_ cdknt>ů>_v r>ű>s
    adu>ź>_adn _douyą>ż>_adeikmpuyę _adeilnoruíúýě>ž>_abdeinopsuáíüčš
"""
CYRILLIC = """
    _абвгдежзийклмнопрстуфхцчшщыэюђіјљњћўџґ>а>_абвгдежзийклмнопрстуфхцчшщэюяёђєіїјљњћўџґ
    _абгежзийлмнорстуцъыьэюяіј>б>_абвеилнорсухчщъыьэюяіјљ
    _абгдезийклмнорстухцчшъыьэяёєіїјґ>в>_агдеиклмнорстучъыьэяіјљ
    _авгдезийклнорстуфшыьэюяєіјў>г>_абвгдеийклмнорстухъыэєіјњ
    _авгдежзийклнорстуъыьэюяєіїјўџ>д>_авгдежзиклмнорсухъыьэюяіљњ
    _абвгдежзийклмнопрстуфхцчшщъыьюђєіјљњќџґ>е>_абвгдежзийклмнопрстуфхцчшщэюяёіїјљњћќўџґ
    _адежилноручыюі>ж>_абдежикнопсуъыэі _адезийклноруъыьэюяіїј>з>_абвгдезиклнопрстучшъыьюяіјњ
    _абвгдежзийклмнопрстуфхцчшщьђјљњћџ>и>_абвгдежзийклмнопрстуфхцчшюяіїјљњћќџґ
    _агеиоуыьэюі>й>_абвгдезиклмнопрстцшъюяєії _авгдежзийклмнорстуцчшъыьэюяєіјџ>к>_авгдезиклмнопрстуфхцшъыьэюяёіј
    _абвгдезийклнопрстуфхшъыэюяёєіїјўґ>л>_абвгдежзиклмнопстуфхшъыьэюяєіјњ
    _авгдеийклмнорстухшъыьэюяєіј>м>_абвеикмнопрсуфхчшъыьэяіјћ
    _абвгдежзийклмнопрстухчшъыьэюяёєіїјћў>н>_абвгдежзиклмнопрстуфхцчшщыьэюяёђіјџґ
    _абвгдежзийклмнопрстуфхцчшьэяђѕіјљњџґ>о>_абвгдежзийклмнопрстуфхцчшщюяєіїјљњўџґ
    _аежзийклмнопрстуфшыьэяіјџ>п>_аеилнопрстухцчшъьюяіјљ
    _абвгдезийкмнопрстуфхцшъыэюяёєіїјўґ>р>_абвгдежзиклмнопрстуфхцчшщъыьэюяђіјњџґ
    _абвгдежзийклмнопрстуфхцшъыьэюяіїјљњўґ>с>_абвгдеиклмнопрстухцчшъыьэяёіј
    _авгезийклнопрстуфхшыьэюяёіїјў>т>_абвгдеиклмнопрстухцчъыьэюяёіј
    _абвгдежзиклмнопрстуфхцчшщыђіјљњџґ>у>_абвгдежзийклмнопрстуфхцчшщъэюяіїјљњўџґ
    _аеиклмноруцъыэі>ф>_агеилопрстушыяі _абгдеиклмнопрстушыьэяёі>х>_авеилмнорстуъьяі
    _аеийкнопрстушъыьэяіј>ц>_абвеикорсуфъыьэюяёі _абвезимнопрстучшъыьэіј>ч>_авежикноучыьэі
    _аезийклмнопрсуфыьэіј>ш>_авгеиклмнопрстухцчыэіњ _абеноруью>щ>_аеиу _бвгджзйклмпрстухц>ъ>бвдезклмнрсфцчю
    бвгджзклмнрстфцчш>ы>_абвгдежзйклмнпрстуфхцчшяёіў бвдзклмнпрстхцч>ь>_бвгдезийкмнопстхцчшщюяёєії
    _абвгдежклмнрстуцчшў>э>_абвгдзйклмнопрстфхцчшюя _абдезийклнопртуцъьэ>ю>_абгдежзйклмнрстщ
    _абвдезийклмнопрстуфхцыьэяії>я>_бвгдзклмнопрстхцяўґ _аекнстцыьі>ё>_влнртхў _анр>ђ>аеиоу _агйлоьі>є>_вгдеклмнрґ
    _>ѕ>о _абвгдежзийклмнопрстуфхцчшыьіґ>і>_абвгдежзйклмнопрстуфхцчшяёєіїўґ _аеийоуьі>ї>_вдзлнрстя
    _абвгезиклмнопрсту>ј>_абвгдезиклмнопрстуцчшџ _абвдеиопу>љ>_аеиосу _агдезилоруш>њ>аеиосу _аеим>ћ>_аин еи>ќ>е
    _аеоуыяёі>ў>_агдлнрстэ _аеиноруј>џ>_адеикопу _аеиноруяєі>ґ>_авелорсуі
"""
GREEK = """
    α>ΐ>αδορ _αβγδεζθικλμνπρστυφχψ>ά>_αβγδζηθικλμνοπρςστφχ _βγδζθικλμνξοπρστυχ>έ>_αβγδζθικλμνοπρςστυχψ
    _αθκλμνρστυφχ>ή>_λμνρςσ _αβγδεζθκλμνοπρστυφχ>ί>_αβγδεζικλμνοπρςστφχ
    _ΐάέίαβγδεζθικλμνοπρστυφχόύ>α>_ΐάήίαβγδεζθικλμνξοπρςστυφχϊόύ _άέίαβεικλμνορσυωϊόύώ>β>_άέίαβδεηιλνορυωόύ
    _άέίαγεζηικλμνοπρτυφόύ>γ>_άέίαγδεηικλμνορυχύ _ΐάέίαβγεηιλνορυχύ>δ>_άέίαεηιμνοπρυωό
    _ίαβγδζθικλμνξοπρστυφχψόύ>ε>_άίαβγδζθικλμνξοπρςστυφχωϊϋό _άέίαεινορτυωόύ>ζ>_άέίαγεηιλμνοπυόώ
    _άβγδζθικλμνοπρστυφχψύ>η>_γδιλμνπρςστψ _άέαεινορστυϊό>θ>_άέήίαεηινορυω
    _άέίαβγδεζηθκλμνξοπρστυφχψόύώ>ι>_άέαβγδεζηθκλμνξοπρςστφχωόώ
    _άέίαγεικλνορστυωϊόύ>κ>_άέήίαβγεηικλμνοπρςστυφχωόύώ _άέήίαβγεζηικλνοπρστυφχϊόύ>λ>_άέήίαβγδεηικλμνοπςστυφχωόώ
    _άέήίαγδεζηικλμνορστυχωϊόύώ>μ>_άέήίαβγεηιμνοπστφχόώ
    _άέήίαβγδεζηθικλμνοπρστυωϊόύώ>ν>_άέήίαβγδεζηθικλμνξορςστυχωόώ αεινου>ξ>_έει
    _ΐάέίαβγδεζθικλμνπρστυφχύ>ο>_έίαβγδεζηθικλμνξπρςστυφχϊύ _άέίαδεζηικλμοπσυωϊόύώ>π>_άέίαγεηιλνοπρτχωό
    _ΐάέήίαβγδεηθικνοπστυφχωϊόύώ>ρ>_άέήίαβγδεζηθικλμνοςστυφχωόώ άέήίαεηικλνορτυόύ>ς>_
    _άέήίαεηικλμνορστυφωόύώ>σ>άέήίαβεηθικλμνοπρστυχωόύ _άέίαεηικλμνοπρσυφχωϊόύ>τ>_άέήίαγεζηθικλμνορςσυχωόύώ
    _έαβγδεζθκλνορστ>υ>_άέήίαβγδεζηθικλμνξοπρςστφχψό _άίαεικλμορυϊό>φ>_άήίαγεηιλορστωό
    _άέίαγεικλμνοπρστυϋόύ>χ>_άέήίαδεηιλμορτωόώ _έηυ>ψ>άεηι _βδεθικλνπρστφχ>ω>_βζκμνπρστ αεο>ϊ>_βθκλμνπρτφό ε>ϋ>χ
    _αβδεζικλμνπρστυφχϊ>ό>_αβγεζθικλμνπρςστφχ αβγκοστ>ύ>_αβγδεζηικλμνοπρςστχ ζικλμνρτχ>ώ>_βιμνπρσ
"""
TURKISH = """
    u>á>r t>â>l s>ã>o _m>å>l _abdefhiklmnopstuçüş>ç>_aeijmopruyçü mry>é>_u r>í>n i>ó>n c>ô>t v>õ>r
    _bgkrst>ö>bdilnrsz _bcdgklmnprstxyzç>ü>_abcdeklmnprstvçş aiory>ğ>_abdilouı bcdghklmnqrstxyzğ>ı>_bgklmnpqrstzş
    _abefiklmnoruxyüı̇>ş>_aeikmnoqrtuyç i>̇>bcmnoqrstyzş
"""
BALTIC = """
    efjlmnptvä>ä>_ehilnrtä m>å>l hlmpry>é>_almrux ci>ó>_nr dghjklmptvzõ>õ>_bdghklmnrtuvzõš klrstö>ö>_blnö
    _abjklnprstzü>ü>_adfhklmnprstüš _bcdefghijklmnoprstuvzļšž>ā>_bcdfgjklmnrstvzčļņž s>ą>js
    _abeilmnoptuyāū>č>_aeiopuvėīūų _abdfghjklmnprstuvzņž>ē>_cjlmnrtvzģķļņ bcdfghjklmnprstvčž>ė>_cdjlnrst eēļ>ģ>iu
    _bcdfgjklmnprstuvzčķž>ī>_bcdegklmnprtvzļņš _>į>p _aeirē>ķ>eituī _abegiouāēī>ļ>adefijklmnrsuāģņ
    _adeijouzāēīļ>ņ>aeijosuēšū ty>ō>_k _aefgikmnortuyõüīņū>š>_acdegiklmnorstuvyāų
    abcdegijklmnprtčņž>ū>bdfgiklmnprstvzčš _bcdfghijklmnprstvzčš>ų>_j _adeloruyā>ž>_abeiknopsuyāēėīū
"""
