package report

import (
	"strings"
	"unicode"
)

// column is what a column of a table says.
type column int

const (
	unknown column = iota
	ignored        // known, and of no use here
	name
	firstName
	lastName
	registrationFirst
	registrationLast
	registrationEmail
	email
	upn
	role
	guest
	joinedAt
	leftAt
	length
	minutes
	seconds
	action
	timestamp
	participantID
	sittingID
	topic
	startsAt
	endsAt
	attended
	mark
	sessionColumn
	cohortColumn
	waitingRoom
)

// headings are the names of columns, in the languages in which the programs are often used. They are compared without capital
// letters, and with nothing but letters and digits.
//
//nolint:misspell // words of other languages, and of American programs
var headings = map[column]string{
	name: `name|full name|display name|user name|participant|participant name|attendee|attendee name|learner|person|name original name|
		user name original name|name original|vollständiger name|nome|nome completo|nombre|nombre completo|nom|nom complet|naam|volledige naam|
		namn|fullständigt namn|navn|fulde navn|fullt navn|imię i nazwisko|nazwa`,
	firstName: `first name|firstname|given name|forename|vorname|prénom|nombre de pila`,
	lastName:  `last name|lastname|surname|family name|nachname|nom de famille|apellido|apellidos`,
	registrationFirst: `registration first name|registered first name|vorname bei der registrierung|prénom d inscription|
		nombre de registro|nome da inscrição`,
	registrationLast: `registration last name|registered last name|nachname bei der registrierung|nom d inscription|apellidos de registro`,
	registrationEmail: `registration email|registration e mail|registered email|registrant email|registration email address|
		e mail adresse für die registrierung|registrierungs e mail|adresse e mail d inscription|correo electrónico de registro|email de registro|email da inscrição`,
	email: `email|e mail|mail|email address|e mail address|user email|attendee email|participant email|work email|sign in email|e mail adresse|
		adresse e mail|courriel|correo electrónico|correo|e mailadres|e post|e postadress|adres e mail`,
	upn: `participant id upn|upn|user principal name|userprincipalname|teilnehmer id upn|id do participante upn|
		id de participante upn|id de participant upn|id del participante upn|id du participant upn|id partecipante upn|deelnemer id upn`,
	role:  `role|rolle|função|rol|rôle|ruolo|roll|rola|funktion`,
	guest: `guest|is guest|gast|invité|invitado|convidado|ospite`,
	joinedAt: `join time|first join|time joined|joined|joined at|first join utc|join time utc|join date time|joined time|first join time|arrived|in|
		teilnahmezeit|beitrittszeit|erster beitritt|zeitpunkt des beitritts|primeiro ingresso|hora de ingresso|hora de entrada|primera entrada|primera unión|
		hora de unión|première participation|première connexion|heure de connexion|heure d arrivée|primo accesso|ora di accesso|eerste deelname|tijdstip van deelname|
		första anslutning|anslutningstid|pierwsze dołączenie|godzina dołączenia`,
	leftAt: `leave time|last leave|time exited|time left|left|left at|last leave utc|leave time utc|leave date time|exit time|last leave time|out|departed|
		verlassen um|austrittszeit|letztes verlassen|zeitpunkt des verlassens|última saída|hora de saída|hora da saída|última salida|hora de salida|
		dernier départ|dernière déconnexion|heure de départ|heure de déconnexion|ultima uscita|ora di uscita|laatste vertrek|tijdstip van vertrek|
		senast lämnade|lämnade|ostatnie opuszczenie|godzina opuszczenia`,
	length: `duration|in meeting duration|meeting duration|attendance duration|total duration|time in session|time in meeting|time attended|
		dauer|dauer der teilnahme|besprechungsdauer|dauer in der besprechung|duração|duração na reunião|duración|duración en la reunión|durée|durée dans la réunion|durata|durata in riunione|
		duur|duur van de vergadering|varaktighet|czas trwania`,
	minutes: `minutes|minutes attended|attendance minutes|duration minutes|duration mins|duration min|total duration minutes|time in session minutes|
		mins|min|duration in minutes|minutes present|minuten|minutos`,
	seconds:       `seconds|duration seconds|total duration seconds|duration secs|duration in seconds`,
	action:        `action|user action|event|benutzeraktion|aktion|ação do usuário|ação|acción del usuario|acción|action de l utilisateur|azione utente|gebruikersactie`,
	timestamp:     `timestamp|time stamp|utc event timestamp|utceventtimestamp|event timestamp|zeitstempel|carimbo de data hora|marca de tiempo|horodateur|horodatage|tijdstempel|data e ora`,
	participantID: `participant id|participantid`,
	sittingID:     `session id|sessionid`,
	topic:         `topic|meeting topic|meeting title|meeting name|webinar name|title|event name`,
	startsAt:      `start time|meeting start time|actual start time|start|starts|event start time`,
	endsAt:        `end time|meeting end time|actual end time|end|ends|event end time`,
	attended:      `attended|present|came|was there`,
	mark:          `mark|attendance|attendance status|status|attendance mark|result`,
	sessionColumn: `session|session number|session no|session title|session date|date`,
	cohortColumn:  `cohort|cohort code|course run`,
	waitingRoom:   `in waiting room|waiting room`,
	ignored: `useragent|user agent|meeting id|id|host|host name|host email|department|group|participants|registration time|registration status|approval status|
		recording consent|recording disclaimer response|phone|country region name|country region|organization|organisation|company|job title|city|
		address|zip postal code|state province|source name|source|connection type|registration source|attendance type|webinar id|creation time|
		duration original|marketing opt in|customer key|avatar|device|ip address|location|network type|has zoom rooms|total users|unique viewers|max concurrent views|
		enable registration|cancelled|registered|registrants|total views|average attendance time|number of participants|scheduled time|started by|platform|
		questions comments|comments|note|notes|engagement|number of questions|registration id|bio|industry|purchasing time frame|role in purchase process|no of employees`,
}

// heading is a column by the heading as it is compared.
var heading = func() map[string]column {
	all := map[string]column{}
	for c, list := range headings {
		for _, h := range strings.Split(list, "|") {
			all[bare(h)] = c
		}
	}
	return all
}()

// bare is a text in small letters and digits alone, with single spaces between the words.
func bare(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) })
	return strings.Join(words, " ")
}

// columns are where each is that is known, from 0; of one that stands twice, the first.
type columns map[column]int

// at is where a column is; -1 for none.
func (c columns) at(which column) int {
	if at, found := c[which]; found {
		return at
	}
	return -1
}

func (c columns) has(which ...column) bool {
	for _, w := range which {
		if _, found := c[w]; found {
			return true
		}
	}
	return false
}

// columnsOf are the columns that the row names, if it is a header, and the headings that are not known.
func columnsOf(r row) (known columns, others []string) {
	known = columns{}
	for i, cell := range r.cells {
		if len(cell) > 80 {
			continue
		}
		text := bare(cell)
		which := heading[text]
		if which == unknown && strings.HasPrefix(text, "engagement") {
			which = ignored
		}
		switch _, twice := known[which]; {
		case which == unknown && text != "":
			others = append(others, short(cell))
		case which != unknown && which != ignored && !twice:
			known[which] = i
		}
	}
	return known, others
}

// isHeader tells whether the columns are those of a table of people.
func (c columns) isHeader() bool {
	who := c.has(name, email, registrationEmail, upn, firstName, lastName)
	return who && len(c) >= 2 || c.has(email, registrationEmail) && len(c) == 1
}

// isPreface tells whether the columns say something of the meeting, and of nobody in it.
func (c columns) isPreface() bool {
	return c.has(topic) && !c.has(joinedAt, leftAt, name, registrationEmail, mark, attended) || c.has(startsAt) && c.has(endsAt) && !c.has(name, joinedAt)
}
