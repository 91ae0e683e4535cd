"""Words that stand in many titles and name no occupation alone."""

from tandem.foundation.folding import fold
from tandem.reference.occupations.wording import stem


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in fold(words).split())


# Alone, or only with each other: no occupation.
SAYS_NOTHING = _stems("""
    Abteilungsleiter Administration administrateur administrator Agent agent aide Aushilfe Allrounder Analyst
    analyste animateur Ansprechpartner Apprenti Apprendista Artist Assistant Assistent Assistenz assistente
    Ausbildung Ausbilder associate Auszubildender Azubi Beauftragter Berater Betreuer Bereichsleiter bureau
    business cadre capo chargé chef Chief client clerk Coach collaborateur collaboratore commercial commis
    consulente Consultant consultant controller conseiller contrôleur coordinateur Coordinator Koordinator
    Designer Developer development développeur Direktor Director directeur direttore Disponent Driver employé
    engineer entwickler Experte expert Fachangestellter Fachkraft Fachmann Fachperson Fachspezialist formateur
    Führungskraft gérant gestionnaire Geschäftsführer graduate Gruppenleiter Head Helfer helper Hilfe Hilfskraft
    Ingenieur ingénieur ingegnere impiegato Instruktor internship Intern Inspektor inspector inspecteur junior
    Konstrukteur Lead Leader Lehrling Leiter Leitung Lernender Manager managing Meister Mitarbeiter Monteur
    monteur montatore technico officer operaio operateur operator operatore ouvrier partner Planer planner
    Praktikant Praktikum Principal Produktmanager programme Projektassistent projektleiter project projet Prüfer
    Referent Representative responsable responsabile Sales sales Sachbearbeiter Senior service specialist
    Spezialist spécialiste specialista stage Stagiaire Student Studentin supervisor support Support Teamleiter
    teamleader team Techniker technicien Technician tecnico Teilzeit Temporär Trainee trainer Trainer
    travailleur Vertreter Volontär Vorarbeiter Werkstudent worker stagiaire intern IT ICT HR QA QS AG SA GmbH
    SAP PC web data cloud digital online marketing Verkauf vente finance Finanzen moins financier builder
    régleur general assurance Versicherung adjoint adjointe runner product super host vendor machiniste Springer
    installateur Installateurin former ambassador préparateur conducteur moniteur Wiederverkäufer Freelancer
    rolle stelle médecin senior master mission cuisine Athlete professional apprentice student Mentor Volunteer
    bénévole captain pilot director founder Talent Profi Star Held Partnerin Experten Kundendienst promoteur
    promoter recruiter drawer model artist writer author scrum agile
""")

# As the end of a compound it says as little.
ENDS_NOTHING = SAYS_NOTHING | _stems("""
    Arbeiter Bauer Händler Führer Halter Macher Stelle Person Zentrale Betrieb Technik Wirt Wart Binder Helfer
    Geber Nehmer Werker Rater Leger Bearbeiter Gestalter Designer Zeichner Steller Produzent
""")
