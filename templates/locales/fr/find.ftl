# Finding and following restaurants elsewhere.

following-export = Emporter la liste (CSV)
following-import = Apporter une liste d’un autre serveur
bring-title = Apportez vos restaurants
bring-text = Mastodon et d’autres serveurs vous donnent un fichier de ce que vous suivez. Les restaurants de coops qui s’y trouvent seront suivis ici aussi. Personne n’apprend qui vous suivez.
bring-file = Le fichier (CSV)
bring-addresses = Ou les adresses, une par ligne
bring-addresses-hint = Par exemple mimi@vaduz.example. Mille au plus.
bring-go = Les apporter
bring-back = Retour à vos restaurants
bring-none = Il n’y a là aucune adresse de la forme nom@hôte.
bring-taken = On cherche { $count } adresses.
bring-progress = { $done } sur { $all } cherchées
bring-waiting = en attente
bring-followed = suivi
bring-not-found = introuvable
bring-no-restaurant = pas un restaurant avec carte
find-title = Trouver un restaurant d’ailleurs
find-text = Chaque coopérative a son propre serveur. Un restaurant d’une autre se trouve par son adresse : celle de sa page, de sa carte ou du Fédivers.
find-field = Adresse du restaurant
find-field-hint = Comme @mimi@vaduz.example, ou le lien vers sa page.
find-go = Chercher là-bas
find-back = Tous les restaurants
find-no-address = Ce n’est pas une adresse. Elle a deux parties, comme @mimi@vaduz.example, ou commence par https://.
find-sign-in-go = Se connecter
find-nothing = Il n’y a pas de restaurant à cette adresse, ou son serveur ne répond pas.
find-sign-in = Nous ne connaissons pas encore ce restaurant. Connectez-vous, et nous irons voir.
notify-ask = M’écrire
notify-end = Ne plus m’écrire
notify-explained = Pour les nouveaux plats du jour, vous pouvez recevoir un courrier, un par jour au plus. Seulement pour ceux que vous choisissez, et personne ne le saura.
notify-started = Vous recevrez un courrier quand { $restaurant } aura du nouveau, un par jour au plus.
notify-ended = Plus de courriers au sujet de { $restaurant }.
following-new = { $count ->
    [one] Un de nouveau depuis { $time }.
   *[other] { $count } de nouveau depuis { $time }.
}
news-title = Courriers sur les nouveaux plats
news-wanted = Vous recevez un courrier quand des restaurants que vous suivez ont du nouveau. Ici, vous pouvez y mettre fin.
news-end = Ne plus recevoir ces courriers
news-ended = Vous ne recevez pas de courriers sur les nouveaux plats. Vous suivez toujours les mêmes restaurants.
news-unknown = Ce lien ne met fin aux courriers de personne. Le compte n’existe peut-être plus ; sinon, vous pouvez y mettre fin dans la liste des restaurants que vous suivez.
news-following = Vos restaurants
collections-title = Collections
collections-text = Ailleurs, des gens réunissent des comptes en collections, pour que d’autres puissent les suivre tous à la fois. Chacune peut vous montrer ; ici, vous pouvez y mettre fin, collection par collection.
collections-none = Aucune collection ne vous montre encore.
collections-since = depuis
collections-revoke = Nous en retirer
collections-revoked = La collection apprend qu’elle ne peut plus vous montrer.
