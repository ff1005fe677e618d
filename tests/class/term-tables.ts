import { workedOut } from "./worked-out.ts";

/** Who is in the course, as a school's system exports it. */
export const roster = `Name,Login,Email,SIS ID,Canvas User ID,Section,Role
"Lovelace, Ada ""Countess""",ada,ada@example.edu,S01,101,A,Student
李明,li,li@example.edu,S02,102,B,Student
Zoë O'Connor,zoe,zoe@example.edu,S03,103,A,Student
عمر الخيام,omar,omar@example.edu,S04,104,B,Student
Kim Lee,kim-a,kim.a@example.edu,S05,105,A,Student
Kim Lee,kim-b,kim.b@example.edu,S06,106,B,Student
Plato,plato,plato@example.edu,S07,107,B,Student
Дмитрий Менделеев,dima,dima@example.edu,S08,108,A,Student
Tutor,tutor,tutor@example.edu,S09,109,A,TA
`;

/** What each module is worth. */
export const worth = { "01-echo": 100, "02-clocks": 100, "03-attempts": 100, "04-worth": 20 };
const latest = "points from the latest graded submission.";

/** Due on Friday, 16 October, 23:59, ten minutes of grace, 10 % a day for three days, two late days for everybody. */
export const october = workedOut(`
  ada    01-echo  0 of 100
    0 of 100 ${latest}
  li     01-echo  90 of 100
    90 of 100 ${latest}
  zoe    01-echo  100 of 100
    100 of 100 ${latest}
  omar   01-echo  90 of 100
    100 of 100 ${latest}
    1 day late, 10 % of the points is taken off (2 late days left, not spent): 90 count.
  kim-a  01-echo  32 of 100
    40 of 100 ${latest}
    2 days late, 20 % of the points is taken off (2 late days left, not spent): 32 count.
  kim-b  01-echo  100 of 100
    100 of 100 ${latest}
    Due 2026-10-19 18:00 Europe/Berlin: a broken laptop.
  plato  01-echo  40 of 100
    40 of 100 ${latest}
    1 submission that does not load as a whole replaces no grade.
`);

/** Omar spends a late day of his two, and Kim one for the first of two days. */
export const spent = workedOut(`
  omar   01-echo  100 of 100
    100 of 100 ${latest}
    1 day late, paid with 1 late day, no points are taken off.
  kim-a  01-echo  36 of 100
    40 of 100 ${latest}
    2 days late, 1 day of it paid with 1 late day, 10 % of the points is taken off (1 late day left, not spent): 36 count.
`);

/** Omar takes his back, Ada's accident is set right, and who was away is excused. */
export const setRight = workedOut(`
  omar   01-echo  90 of 100
    100 of 100 ${latest}
    1 day late, 10 % of the points is taken off (2 late days left, not spent): 90 count.
  ada    01-echo  100 of 100
    100 of 100 points from the chosen graded submission.
    It was chosen to count: the starter was handed in by mistake.
  dima   01-echo  EX
    Nothing is graded yet.
    Excused, which is no grade and no zero: away at a competition.
`);

/**
 * Due on Saturday, 24 October, 18:00; at 03:00 of that night the clocks go back to 02:00. So the first day late has 25 hours, and 02:30, to
 * which two are extended, is the first of the two.
 */
export const clocksChange = workedOut(`
  ada    02-clocks  90 of 100
    90 of 100 ${latest}
  li     02-clocks  90 of 100
    100 of 100 ${latest}
    1 day late, 10 % of the points is taken off (2 late days left, not spent): 90 count.
  zoe    02-clocks  80 of 100
    100 of 100 ${latest}
    2 days late, 20 % of the points is taken off (2 late days left, not spent): 80 count.
  omar   02-clocks  100 of 100
    100 of 100 ${latest}
    Due 2026-10-25 02:30 Europe/Berlin: a train that did not come.
  kim-a  02-clocks  100 of 100
    100 of 100 ${latest}
  kim-b  02-clocks  90 of 100
    100 of 100 ${latest}
    Due 2026-10-25 02:30 Europe/Berlin: a train that did not come.
    1 day late, 10 % of the points is taken off (2 late days left, not spent): 90 count.
  plato  02-clocks  40 of 100
    40 of 100 ${latest}
  dima   02-clocks  70 of 100
    Nothing is graded yet.
    Replaced by 70 of 100: an oral exam.
`);

const best = "points from the best graded submission.";

/** Two attempts with an hour between them, and the best counts. */
export const november = workedOut(`
  ada    03-attempts  100 of 100
    100 of 100 ${best}
    1 more attempt: the queue was down.
  li     03-attempts  100 of 100
    100 of 100 ${best}
  zoe    03-attempts  85 of 100
    40 of 100 ${best}
    Replaced by 85 of 100: seen in person.
  omar   03-attempts  40 of 100
    40 of 100 ${best}
  kim-a  03-attempts  60 of 100
    60 of 100 ${best}
`);

/** The first test is worth 45 in place of 40, the second 45 in place of 50. Zoë's points were given by hand and stay. */
export const regraded = workedOut(`
  zoe    03-attempts  85 of 100
    45 of 100 ${best}
    Replaced by 85 of 100: seen in person.
  omar   03-attempts  45 of 100
    45 of 100 ${best}
  kim-a  03-attempts  55 of 100
    55 of 100 ${best}
`);

/** Worth 20 points, due on Friday, 4 December, 18:00, and students choose what counts. */
export const december = workedOut(`
  ada    04-worth  20 of 20
    100 of 100 ${latest}
    The module is worth 20, so that is 20 of 20.
  li     04-worth  18 of 20
    90 of 100 points from the chosen graded submission.
    It was chosen to count: the student's choice.
    The module is worth 20, so that is 18 of 20.
  omar   04-worth  16.2 of 20
    90 of 100 ${latest}
    The module is worth 20, so that is 18 of 20.
    1 day late, 10 % of the points is taken off (2 late days left, not spent): 16.2 count.
  kim-a  04-worth  8 of 20
    40 of 100 ${latest}
    The module is worth 20, so that is 8 of 20.
`);

/** While it is due on Saturday. */
export const movedToSaturday = workedOut(`
  omar   04-worth  18 of 20
    90 of 100 ${latest}
    The module is worth 20, so that is 18 of 20.
`);
