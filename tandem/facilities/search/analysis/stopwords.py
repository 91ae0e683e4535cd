"""Words that say nothing about a job, with the elided forms of French and Italian (l'emploi, dell'ufficio).

Short on purpose. A word that means something in another of the four languages is not here (IT, car, chef, son, note),
so that a question in any language may drop the words of all four lists.
"""

_DE = """
aber als also am an auch auf aus bei beim bis da damit das dass dein dem den denn der des dich die dies diese diesem
diesen dieser dieses dir doch du durch ein eine einem einen einer eines er es euch euer für gegen haben hat hier ich
ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in ist ja jede jeden jeder jedes kann kein keine können mein mich mir
mit nach nicht noch nur ob oder ohne sehr sein seine seinem seinen seiner sich sie sind so sowie soll über um und uns
unser unsere unserem unseren unserer unter vom von vor wenn werden wie wir wird zu zum zur zwischen
"""
_FR = """
à afin ai ainsi au aucun aussi aux avec avez avons c ce ceci cela ces cet cette chez comme d dans de des donc dont du
elle elles en est et été être eux il ils j je l la le les leur leurs lors lorsqu m ma mais mes mon n ne nos notre nous
on ont ou où par pas plus pour puisqu qu quelqu que quel quelle quelles quels qui s sa sans se ses si sont sous sur t
ta te tes ton tous tout toute toutes très tu un une vos votre vous y
"""
_IT = """
a ad agli ai al all alla alle allo anche c che chi ci coi col con cui da dagli dai dal dall dalla dalle dallo degli dei
del dell della delle dello di e ed è era gli ha hai hanno i il in io l la le lei li lo loro lui ma mi mia mie mio ne
negli nei nel nell nella nelle nello noi non nostra nostro o per più quale quali quella quelle quello questa queste
questi questo se sei si sia siamo sono su sua sue sugli sui sul sull sulla sulle sullo suo tra tu tua tue tuo un una
uno vi voi vostra vostro
"""
_EN = """
a about all also am an and any are as at be been being but by can could did do does for from had has have he her here
him his how i if in into is its may me more my no nor not of on or our ours own s she should so some such t than that
the their them then there these they this those to too under until up us very was we were what when where which who
whom why will with would you your
"""

STOP_WORDS: dict[str, frozenset[str]] = {
    "de": frozenset(_DE.split()),
    "fr": frozenset(_FR.split()),
    "it": frozenset(_IT.split()),
    "en": frozenset(_EN.split()),
}
ALL_STOP_WORDS = frozenset().union(*STOP_WORDS.values())
