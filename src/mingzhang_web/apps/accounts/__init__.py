"""Who may do what (账号): users, roles by department, unit, office and year; sign-in."""
