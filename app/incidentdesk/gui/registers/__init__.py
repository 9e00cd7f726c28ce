"""The room of the registers: reporters, services, devices, places, teams, skills and suppliers."""
