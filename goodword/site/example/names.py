"""The names of a small town where people came from everywhere: ours to use, nobody's in particular."""

from random import Random

# Given names, then family names; one line for each part of the world.
WORLD = (
    "Alan Beth Colin Fiona Gareth Holly Ivor June Keith Nora Owen Sheila / "
    "Ashdown Birch Carmody Dunmore Fenwick Garrity Hollis Kerrigan Loxley Marsh",
    "Adriana Beto Camila Diego Elena Inés Joaquín Lucía Mateo Noelia Rocío Tomás / "
    "Aguirre Beltrán Cifuentes Delgado Escobar Fuentes Ibáñez Luján Montaño Quiroga",
    "Agata Bartek Celina Dorota Jacek Kinga Leszek Michał Renata Zofia / "
    "Banaś Cieślak Dudek Gołąb Kulesza Maciejewski Pawlak Sobczak Wrona Żuraw",
    "Adaeze Bayo Chinedu Damilola Emeka Folake Ifeoma Kunle Ngozi Tunde / "
    "Abiodun Balogun Chukwu Durojaiye Ekwueme Falade Iroegbu Nwosu Olatunji Uzoma",
    "Aditi Bhavesh Charu Deepak Gita Hemant Jaya Kavya Manish Priya Rohan Sunita / "
    "Bhatt Chandra Deshmukh Gokhale Iyer Joshi Kulkarni Menon Nair Rao",
    "Bo Chen Fang Guang Hui Jing Lan Mei Ning Qiang Wen Xiu / Cai Deng Fu Gao Han Jiang Liang Pan Shen Zhou",
    "Dae Eun Ha-yun Ji-ho Min-seo Seo-yeon Soo-ah Tae-min Woo Yuna / "
    "Bae Cho Han Jang Kang Lim Noh Oh Ryu Yoon",
    "An Bao Cam Dung Giang Hanh Khoa Linh Minh Quynh Thao Tuan / Bui Dang Dinh Duong Ho Huynh Luu Phan Ta Vu",
    "Amal Bilal Dina Farid Hala Jamil Lina Nabil Rania Samir Tariq Yasmin / "
    "Abboud Darwish Fakhoury Ghanem Haddad Kassab Mansour Nassar Rahal Zaki",
    "Anabela Bento Catarina Duarte Filipa Gonçalo Inês João Leonor Rui / "
    "Azevedo Brandão Cardoso Esteves Figueira Lourenço Matos Pinheiro Seabra Teles",
    "Alessia Bruno Chiara Dario Enzo Giada Livia Marco Nadia Pietro / "
    "Amato Bellini Caruso De~Luca Fabbri Galli Lombardo Moretti Rinaldi Serra",
    "Anke Bernd Dörte Frauke Götz Heike Jörg Katrin Lutz Ute / "
    "Ackermann Brandt Diekmann Eberle Fuchs Göbel Hartwig Jäger Kröger Weiß",
    "Abebe Bethlehem Dawit Eden Hanna Kidist Lulit Mekdes Selam Yonas / "
    "Alemu Bekele Desta Fikre Girma Haile Kebede Lemma Tadesse Worku",
    "Anaïs Cédric Fabiola Guerline Jean-Marc Lovely Mirlande Roseline Widline Yves / "
    "Auguste Baptiste Charles Désir Estimé François Jean-Louis Louissaint Moïse Toussaint",
    "Ayşe Burak Cemre Deniz Elif Gökhan Leyla Mert Selin Umut / "
    "Aksoy Bulut Çelik Demir Erdem Kaplan Öztürk Şahin Tekin Yıldız",
    "Andriy Bohdan Daryna Halyna Ihor Lesya Mykola Oksana Taras Yeva / "
    "Bondar Danylenko Hnatiuk Kovalenko Lysenko Moroz Petrenko Shevchuk Tkach Zinchenko",
    "Althea Bong Corazon Dalisay Efren Ligaya Nestor Rowena Tala Wilma / "
    "Abad Bautista Catapang Dizon Evangelista Lacson Manalo Pangilinan Salonga Tolentino",
    "Akari Daichi Emi Haruto Kaede Makoto Nao Ren Sakura Yuto / "
    "Aoki Endo Fujita Hara Ishida Kondo Mori Okada Sugiyama Ueda",
)
STREETS = (
    "Mill Street/Chapel Lane/Quarry Road/Orchard Street/Station Road/River Walk/School Hill/Market Square/"
    "Elm Avenue/Canal Street"
).split("/")
TRADES = (
    "teacher/nurse/carpenter/bus driver/librarian/accountant/electrician/gardener/vet/translator/chemist/surveyor/"
    "cook/piano teacher/plumber/designer/lawyer/midwife/engineer/potter/barber/physiotherapist"
).split("/")


def draw_names(draw: Random, n: int, taken: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """`n` different (given, family) names, none of them in `taken`.

    Both names come from one part of the world nine times in ten: towns marry.
    """
    world = [tuple(side.split() for side in line.split(" / ")) for line in WORLD]
    names: list[tuple[str, str]] = []
    used = set(taken)
    while len(names) < n:
        given_from, family_from = draw.choice(world), draw.choice(world)
        if draw.random() < 0.9:
            family_from = given_from
        name = (draw.choice(given_from[0]), draw.choice(family_from[1]).replace("~", " "))
        if name not in used:
            used.add(name)
            names.append(name)
    return names
