//! The co-op of Vaduz.

use musette_domain::role::Role;

use super::{CoopCast, PersonCast, RestaurantCast, person};

pub(super) const VADUZ: CoopCast = CoopCast {
    key: "vaduz",
    name: "Velo Falkenstieg",
    place: "Vaduz",
    about: "Eleven riders, one cargo bicycle with a name, and no investor. We ride in Vaduz and up the first two bends of the hill.",
    hue: "brick",
    at: (47.1410, 9.5210),
    restaurants: RESTAURANTS,
    people: PEOPLE,
};

const PEOPLE: &[PersonCast] = &[
    person("admin", "Alwina Amann", Role::Administrator),
    person("dispatch", "Dario Dünser", Role::Dispatcher),
    person("kim", "Kim Kaltbrunn", Role::Courier),
    person("noor", "Noor Nägele", Role::Courier),
    person("pavel", "Pavel Prast", Role::Courier),
    person("runa", "Runa Rheintaler", Role::Courier),
    person("anna", "Anna Aeschbach", Role::Customer),
    person("beat", "Beat Bürzle", Role::Customer),
    person("carla", "Carla Cavegn", Role::Customer),
];

const RESTAURANTS: &[RestaurantCast] = &[
    RestaurantCast {
        handle: "leiterwagen",
        name: "Zum Leiterwagen",
        description: "What grandmothers of the valley cooked, in bowls that survive a bicycle. Somebody is always at the stove.",
        cuisine: "regional",
        street: ("Altenbach", "8"),
        at: (47.14145, 9.52171),
        hours: "24/7",
        cloth: ["brick", "gingham", "ladle"],
        minimum: 1500,
        person: "Leni Latzer",
        menu: &[
            (
                "From the pan",
                &[
                    (
                        "Käsknöpfle",
                        "With fried onions and apple purée",
                        1950,
                        "gluten eggs milk",
                    ),
                    (
                        "Ribel",
                        "Maize, browned slowly, with sour cherries",
                        1480,
                        "milk",
                    ),
                    (
                        "Rösti of the house",
                        "With a fried egg and chives",
                        1720,
                        "eggs milk",
                    ),
                    (
                        "Mushroom goulash",
                        "With bread dumplings",
                        1890,
                        "gluten eggs milk celery",
                    ),
                ],
            ),
            (
                "Beside and after",
                &[
                    ("Beetroot salad", "With horseradish", 780, "mustard"),
                    (
                        "Apple fritters",
                        "With cinnamon sugar",
                        920,
                        "gluten eggs milk",
                    ),
                    ("Elderflower water", "5 dl", 450, ""),
                ],
            ),
        ],
        special: (
            "Pumpkin Knöpfle",
            "The first pumpkins are in: Knöpfle with roasted seeds and sage butter.",
            1850,
            "gluten eggs milk",
        ),
    },
    RestaurantCast {
        handle: "rabensuppe",
        name: "Rabensuppe",
        description: "Noodle soups. The broth has been on since yesterday.",
        cuisine: "noodles, japanese",
        street: ("Hintergass", "31"),
        at: (47.14308, 9.51873),
        hours: "Mo-Su 11:00-14:30,17:00-23:00",
        cloth: ["slate", "dots", "noodle"],
        minimum: 1600,
        person: "Rin Risch",
        menu: &[
            (
                "Bowls",
                &[
                    (
                        "Miso bowl",
                        "Wheat noodles, corn, leek",
                        1880,
                        "gluten soy sesame",
                    ),
                    (
                        "Black bowl",
                        "With burnt garlic and egg",
                        2080,
                        "gluten eggs soy sesame",
                    ),
                    ("Clear bowl", "Rice noodles, lime, herbs", 1790, "celery"),
                ],
            ),
            (
                "Small things",
                &[
                    ("Dumplings", "Six, with cabbage", 990, "gluten soy sesame"),
                    ("Cucumber", "Beaten, with chili", 650, "soy sesame"),
                ],
            ),
        ],
        special: (
            "Curry bowl",
            "Thick curry, thick noodles, pickled ginger.",
            1980,
            "gluten soy mustard",
        ),
    },
    RestaurantCast {
        handle: "trepedali",
        name: "Tre Pedali",
        description: "Dough that rests two days, an oven that never does.",
        cuisine: "pizza",
        street: ("Egertastrasse", "17"),
        at: (47.14230, 9.52117),
        hours: "Mo-Su 11:30-14:00,17:30-23:30",
        cloth: ["green", "towel", "pizza"],
        minimum: 1500,
        person: "Tilde Tschol",
        menu: &[
            (
                "Pizze",
                &[
                    (
                        "Margherita",
                        "Tomato, mozzarella, basil",
                        1650,
                        "gluten milk",
                    ),
                    ("Marinara", "Tomato, garlic, oregano", 1450, "gluten"),
                    (
                        "Dreischwestern",
                        "With three cheeses of the valley",
                        1980,
                        "gluten milk",
                    ),
                    (
                        "Quattro ruote",
                        "Artichoke, olive, mushroom, ham",
                        2150,
                        "gluten milk",
                    ),
                ],
            ),
            (
                "Dolci",
                &[
                    (
                        "Tiramisù",
                        "With coffee of the house",
                        880,
                        "gluten eggs milk",
                    ),
                    ("Chinotto", "3.3 dl", 500, ""),
                ],
            ),
        ],
        special: (
            "Pizza with pears",
            "Pear, blue cheese, walnuts.",
            1990,
            "gluten milk nuts",
        ),
    },
    RestaurantCast {
        handle: "windschatten",
        name: "Crêperie Windschatten",
        description: "Buckwheat, butter, patience.",
        cuisine: "crêpes",
        street: ("Bangarten", "12"),
        at: (47.14133, 9.51924),
        hours: "Tu-Su 11:00-22:00",
        cloth: ["mustard", "basque", "crepe"],
        minimum: 1200,
        person: "Wanda Wille",
        menu: &[
            (
                "Galettes",
                &[
                    ("Complète", "Egg, ham, cheese", 1590, "eggs milk"),
                    ("Forestière", "Mushrooms, cream, parsley", 1640, "milk"),
                    (
                        "Leek and mustard",
                        "With cheese of the alp",
                        1580,
                        "milk mustard",
                    ),
                ],
            ),
            (
                "Crêpes",
                &[
                    ("Salted caramel", "With butter", 980, "gluten eggs milk"),
                    (
                        "Lemon and sugar",
                        "The shortest recipe",
                        820,
                        "gluten eggs milk",
                    ),
                    ("Cidre", "Without alcohol, 3 dl", 590, "sulphites"),
                ],
            ),
        ],
        special: (
            "Galette of the garden",
            "Chard, fresh cheese, hazelnuts.",
            1690,
            "milk nuts",
        ),
    },
    RestaurantCast {
        handle: "kardamom",
        name: "Küche Kardamom",
        description: "Lentils, rice, and eleven jars of spices.",
        cuisine: "indian",
        street: ("Drescheweg", "9"),
        at: (47.14108, 9.51696),
        hours: "Mo-Su 11:00-14:00,17:00-22:30",
        cloth: ["plum", "pane", "fennel"],
        minimum: 1800,
        person: "Keshav Kranz",
        menu: &[
            (
                "Plates",
                &[
                    ("Dal of five lentils", "With rice", 1690, "mustard"),
                    ("Spinach and fresh cheese", "With rice", 1890, "milk"),
                    ("Chickpeas, sour and hot", "With rice", 1720, ""),
                ],
            ),
            (
                "Bread and lassi",
                &[
                    ("Naan", "From the clay oven", 490, "gluten milk"),
                    ("Mango lassi", "3 dl", 650, "milk"),
                ],
            ),
        ],
        special: (
            "Biryani",
            "Rice in layers, sealed with dough, opened at your table.",
            2150,
            "gluten milk nuts",
        ),
    },
    RestaurantCast {
        handle: "nachtkorn",
        name: "Bäckerei Nachtkorn",
        description: "Bread at four in the morning, soup at four in the afternoon. Never closed.",
        cuisine: "bakery",
        street: ("Auring", "22"),
        at: (47.13431, 9.51646),
        hours: "24/7",
        cloth: ["rose", "twill", "bread"],
        minimum: 1000,
        person: "Nora Nutt",
        menu: &[
            (
                "Warm",
                &[
                    (
                        "Barley soup",
                        "With a slice of bread",
                        1290,
                        "gluten celery",
                    ),
                    (
                        "Cheese tart",
                        "A quarter of a large one",
                        980,
                        "gluten eggs milk",
                    ),
                    (
                        "Onion tart",
                        "A quarter of a large one",
                        980,
                        "gluten eggs milk",
                    ),
                ],
            ),
            (
                "Sweet",
                &[
                    ("Nut horn", "Filled with hazelnuts", 420, "gluten milk nuts"),
                    ("Plum cake", "A large piece", 620, "gluten eggs milk"),
                    ("Chestnut roll", "With cream", 690, "gluten eggs milk"),
                ],
            ),
        ],
        special: (
            "Bread with pears",
            "Dark, sweet, baked once a week.",
            890,
            "gluten nuts sulphites",
        ),
    },
];
