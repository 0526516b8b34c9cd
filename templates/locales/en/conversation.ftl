# Replies, likes, boosts and mentions.
