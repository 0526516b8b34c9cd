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
find-nothing = Il n’y a pas de restaurant à cette adresse, ou son serveur ne répond pas.
find-sign-in = Nous ne connaissons pas encore ce restaurant. Connectez-vous, et nous irons voir.
