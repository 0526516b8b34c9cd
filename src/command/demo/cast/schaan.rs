//! The co-op of Schaan.

use musette_domain::role::Role;

use super::{CoopCast, PersonCast, RestaurantCast, person};

pub(super) const SCHAAN: CoopCast = CoopCast {
    key: "schaan",
    name: "Kollektiv Rietgans",
    place: "Schaan",
    about: "We ride between the station and the reed, in any weather, and decide together on Mondays.",
    hue: "teal",
    at: (47.1665, 9.5090),
    restaurants: RESTAURANTS,
    people: PEOPLE,
};

const PEOPLE: &[PersonCast] = &[
    person("admin", "Agathe Allgäuer", Role::Administrator),
    person("dispatch", "Doro Davida", Role::Dispatcher),
    person("lino", "Lino Lampert", Role::Courier),
    person("mara", "Mara Matt", Role::Courier),
    person("olu", "Olu Ospelt-Ade", Role::Courier),
    person("sven", "Sven Sprenger", Role::Courier),
    person("emil", "Emil Eberle", Role::Customer),
    person("fiona", "Fiona Frick", Role::Customer),
    person("gian", "Gian Gassner", Role::Customer),
];

const RESTAURANTS: &[RestaurantCast] = &[
    RestaurantCast {
        handle: "laterne",
        name: "Suppenwerk Laterne",
        description: "Six soups, one lantern, and the door is never locked.",
        cuisine: "soup",
        street: ("Wiesengasse", "19"),
        at: (47.16380, 9.50590),
        hours: "24/7",
        cloth: ["teal", "dots", "ladle"],
        minimum: 1200,
        person: "Lea Längle",
        menu: &[
            (
                "Soups",
                &[
                    ("Red lentils", "With coconut and lime", 1350, "mustard"),
                    ("Potato and leek", "With nutmeg", 1250, "milk celery"),
                    (
                        "Tomato",
                        "With basil and bread cubes",
                        1290,
                        "gluten celery",
                    ),
                    ("Goulash soup", "With paprika", 1590, "celery"),
                ],
            ),
            (
                "With it",
                &[
                    ("Dark bread", "Two slices", 250, "gluten"),
                    ("Cheese toast", "From the pan", 690, "gluten milk"),
                    ("Ginger water", "5 dl", 480, ""),
                ],
            ),
        ],
        special: (
            "Pumpkin soup",
            "With ginger and roasted seeds.",
            1390,
            "celery",
        ),
    },
    RestaurantCast {
        handle: "speichenrad",
        name: "Gasthaus Speichenrad",
        description: "A long table, a short menu.",
        cuisine: "regional",
        street: ("Landstrasse", "38"),
        at: (47.16517, 9.50833),
        hours: "Mo-Su 11:00-23:00",
        cloth: ["blue", "gingham", "leek"],
        minimum: 1800,
        person: "Severin Seger",
        menu: &[
            (
                "Plates",
                &[
                    (
                        "Schnitzel of celeriac",
                        "With potato salad",
                        1990,
                        "gluten eggs celery mustard",
                    ),
                    ("Sausages", "A pair, with lentils", 1850, "celery mustard"),
                    (
                        "Älplermagronen",
                        "With onions and apple",
                        1890,
                        "gluten milk",
                    ),
                ],
            ),
            (
                "Sweet",
                &[
                    ("Curd strudel", "With vanilla", 950, "gluten eggs milk"),
                    ("Apple juice", "5 dl", 490, ""),
                ],
            ),
        ],
        special: (
            "Stuffed cabbage",
            "With rice and mountain herbs.",
            1790,
            "celery",
        ),
    },
    RestaurantCast {
        handle: "kettenblatt",
        name: "Kettenblatt Falafel",
        description: "Chickpeas, round, hot.",
        cuisine: "falafel, middle eastern",
        street: ("Zollstrasse", "22"),
        at: (47.16825, 9.50397),
        hours: "Mo-Sa 11:00-23:30; Su 16:00-23:00",
        cloth: ["green", "pane", "radish"],
        minimum: 1200,
        person: "Kamil Konrad",
        menu: &[
            (
                "In bread",
                &[
                    ("Falafel", "With sesame sauce", 1250, "gluten sesame"),
                    ("Halloumi", "With mint", 1390, "gluten milk sesame"),
                    (
                        "Aubergine and egg",
                        "With pickles",
                        1350,
                        "gluten eggs sesame",
                    ),
                ],
            ),
            (
                "On a plate",
                &[
                    (
                        "Mezze for two",
                        "Eight small bowls",
                        3200,
                        "gluten milk sesame nuts",
                    ),
                    ("Hummus", "With warm bread", 1190, "gluten sesame"),
                    ("Mint lemonade", "4 dl", 550, ""),
                ],
            ),
        ],
        special: (
            "Shakshuka",
            "Two eggs in tomatoes and peppers, with bread.",
            1590,
            "gluten eggs",
        ),
    },
    RestaurantCast {
        handle: "rueckenwind",
        name: "Wok Rückenwind",
        description: "Fast fire, fresh greens.",
        cuisine: "wok, thai",
        street: ("Steckergass", "10"),
        at: (47.16566, 9.50735),
        hours: "Mo-Su 11:00-14:00,17:00-23:00",
        cloth: ["brick", "twill", "noodle"],
        minimum: 1600,
        person: "Rosa Ritter",
        menu: &[
            (
                "From the wok",
                &[
                    ("Green curry", "With rice", 1950, "soy"),
                    (
                        "Fried noodles",
                        "With peanuts and lime",
                        1850,
                        "eggs peanuts soy",
                    ),
                    ("Basil tofu", "With rice, hot", 1790, "soy"),
                ],
            ),
            (
                "Beside",
                &[
                    ("Spring rolls", "Four", 890, "gluten soy"),
                    ("Papaya salad", "With peanuts", 990, "peanuts soy"),
                ],
            ),
        ],
        special: ("Yellow curry", "With pumpkin and potatoes.", 1890, "soy"),
    },
    RestaurantCast {
        handle: "dreimonat",
        name: "Käsküche Dreimonat",
        description: "Cheese, three months old at least, melted.",
        cuisine: "cheese",
        street: ("Im Bretscha", "21"),
        at: (47.16975, 9.50934),
        hours: "We-Su 17:00-23:00",
        cloth: ["mustard", "towel", "bread"],
        minimum: 2000,
        person: "Dietmar Dux",
        menu: &[
            (
                "Melted",
                &[
                    (
                        "Raclette",
                        "With potatoes and pickles",
                        2190,
                        "milk sulphites",
                    ),
                    ("Toast of the dairy", "With pear", 1590, "gluten milk"),
                    (
                        "Fondue to take along",
                        "For two, with bread",
                        3900,
                        "gluten milk sulphites",
                    ),
                ],
            ),
            (
                "Fresh",
                &[
                    ("Lamb's lettuce", "With egg", 890, "eggs mustard"),
                    ("Grape juice", "5 dl", 520, ""),
                ],
            ),
        ],
        special: (
            "Cheese soup",
            "In a loaf of bread.",
            1490,
            "gluten milk celery",
        ),
    },
    RestaurantCast {
        handle: "bernsteinli",
        name: "Glacé Bernsteinli",
        description: "Ice cream and what goes with it, until late.",
        cuisine: "ice cream, cakes",
        street: ("Bahnhofstrasse", "16"),
        at: (47.16764, 9.50763),
        hours: "Mo-Su 10:00-24:00",
        cloth: ["rose", "basque", "cloud"],
        minimum: 1000,
        person: "Betty Batliner",
        menu: &[
            (
                "Tubs",
                &[
                    ("Hay milk", "Half a litre", 1250, "milk"),
                    ("Hazelnut", "Half a litre", 1350, "milk nuts"),
                    ("Blackcurrant", "Half a litre, without milk", 1250, ""),
                ],
            ),
            (
                "Cakes",
                &[
                    ("Carrot cake", "A piece", 680, "gluten eggs nuts"),
                    ("Poppy seed cake", "A piece", 680, "gluten eggs milk"),
                ],
            ),
        ],
        special: (
            "Tub of plum and cinnamon",
            "Half a litre, without milk.",
            1290,
            "",
        ),
    },
];
