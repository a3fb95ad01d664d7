print("dvae-run")
