// Package badge says what a completion record is as an Open Badges 3.0 credential: it writes one, signs it, puts it into a picture,
// and checks one, whoever made it. It knows no database.
package badge
