// Nobody runs it: it lends its name to applications without a check of HealthPoint's own.
return 0;
