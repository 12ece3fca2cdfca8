META
key;value
description;Ideas for the north
country;Example
unit;Eastvale
subunit;North
vote_type;cumulative
PROJECTS
project_id;cost;votes;name
1;5000;2;"Benches; and a path"
7;9000;1;Lights
VOTES
voter_id;age;sex;voting_method;vote;points
11;34;F;internet;1,7;3,2
12;61;M;paper;1;5
