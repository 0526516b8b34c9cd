# Ce qu’on dit quand ça n’a pas marché : quoi, ce que ça change, que faire.

error-home = Revenir aux cuisines
error-again = Réessayer
error-400 = On n’a pas pu lire ça
error-400-text = La demande est arrivée incomplète. Revenez en arrière et réessayez.
error-401 = Connectez-vous d’abord
error-401-text = Cette page est à quelqu’un. Si c’est vous, connectez-vous et vous y reviendrez.
error-403 = Ce n’est pas pour votre compte
error-403-text = Vous avez une session, mais cette page est pour d’autres. Demandez à la coop si elle devrait vous être ouverte.
error-404 = Cette page n’est pas au menu
error-404-text = Elle a changé d’adresse, ou n’a jamais existé.
error-405 = Ça ne se fait pas ici
error-405-text = La page existe, mais pas pour cela. Revenez en arrière et servez-vous de ses boutons.
error-409 = On vous a devancé
error-409-text = Ceci a changé depuis que la page est ouverte. Regardez encore avant de décider.
error-413 = C’était trop
error-413-text = Votre envoi dépasse ce que nous acceptons. Envoyez moins à la fois.
error-422 = Quelque chose ne va pas dedans
error-422-text = Rien n’est enregistré. Revenez en arrière, la page dit ce qui manque.
error-429 = Un peu moins vite
error-429-text = Trop d’essais en peu de temps. Attendez une minute, puis reprenez.
error-500 = Ça n’a pas marché, et c’est notre faute
error-500-text = Votre commande, s’il y en a une, est en sûreté. Réessayez ; si ça dure, appelez la coop.
error-503 = Un instant
error-503-text = Le serveur a trop à faire. Réessayez dans une minute.
