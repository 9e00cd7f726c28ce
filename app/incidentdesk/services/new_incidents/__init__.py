"""How an incident begins: logged, logged from a template, or fixed at first contact."""
