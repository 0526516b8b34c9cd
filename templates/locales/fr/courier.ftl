# courier
