package demo

import (
	"math/rand/v2"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// namer makes names that nobody else in the network has.
type namer struct {
	random *rand.Rand
	taken  map[string]bool
}

func newNamer(random *rand.Rand) *namer { return &namer{random: random, taken: map[string]bool{}} }

func (n *namer) take(name string) { n.taken[name] = true }

func (n *namer) next() string {
	for {
		name := firstNames[n.random.IntN(len(firstNames))] + " " + lastNames[n.random.IntN(len(lastNames))]
		if !n.taken[name] {
			n.take(name)
			return name
		}
	}
}

// address is the email address of a name: Łukasz Ångström is lukasz.angstrom@example.org.
func address(name string) string {
	return strings.ReplaceAll(models.Slug(store.Fold(name)), "-", ".") + "@example.org"
}

var firstNames = strings.Fields(`Adaeze Aisha Alan Aleksandra Alice Amelia Andre Anita Anwen Arjun Beatrice Bilal Bronwen Callum
	Carmen Cerys Chidi Chloe Connor Daniel Deepa Dylan Eilidh Eleanor Elif Emeka Esther Farah Fatima Fergus Fiona Gareth
	Gemma George Georgina Gurpreet Hamza Hannah Harpreet Hassan Imogen Imran Ingrid Ioana Isaac Jamal Jasmine Joseph Kamal Karen
	Katarzyna Kavita Kwame Laila Lauren Leah Liam Łukasz Magda Malik Marcus Maria Martin Maya Meera Megan Michael Mohammed Nadia
	Naomi Natalia Nikhil Nnamdi Oliver Olivia Oluwaseun Owen Parveen Patrick Paul Peter Priti Rachel Rajesh Rebecca Robert Rohan
	Ruth Sadia Samuel Sanjay Sarah Sasha Seán Shanice Simon Siobhán Stephen Sunil Susan Tamara Thandi Thomas Uzma Vikram Wei
	Yasmin Yusuf Zainab Zoë`)

var lastNames = strings.Fields(`Adeleke Ahmed Akhtar Ali Allen Anderson Ángel Ashworth Atkinson Bailey Banerjee Barker Begum Bennett
	Bhatt Bello Blackwell Booth Brennan Carter Chowdhury Clarke Cooper Cox Dass Davies Dhillon Doyle Eze Evans Farrell Fletcher
	Fofanah Foster Gallagher Garcia Gill Goodwin Grant Green Gupta Hall Harris Haywood Hughes Hussain Ibrahim Jackson Jenkins Johal
	Jones Kaur Kelly Khan Kowalski Kumar Lewis Lindqvist Lowe Mahmood Malik Marsh Mbeki McCarthy McKenzie Mehta Mensah Mistry
	Mitchell Moore Morgan Murphy Nair Ndlovu Nguyễn Nowak Obi Okafor Okonkwo Oyelaran Parker Patel Pearce Phillips Popescu Powell
	Quinn Rahman Reid Richards Roberts Robinson Rossi Sahota Sandhu Scott Shah Sharma Simmons Singh Sidhu Stewart Taylor Thompson
	Turner Uddin Walker Ward Watson Webb Williams Wilson Wright Yeboah Young Zhang`)
