package recordsviews

import (
	"strings"

	"trellis/app/badge"
	"trellis/app/records"
	"trellis/app/seal"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// Asked is what somebody entered on the check page, and what is wrong with it.
type Asked struct {
	Code, Problem string
	FileProblem   string
}

func (a Asked) problems() (list []components.Problem) {
	if a.Problem != "" {
		list = append(list, components.Problem{Field: "code", Text: a.Problem})
	}
	if a.FileProblem != "" {
		list = append(list, components.Problem{Field: "file", Text: a.FileProblem})
	}
	return list
}

// NoBadge says why nothing could be checked in a file.
func NoBadge(found records.FileCheck) string {
	if found.PDF {
		return "This PDF names no record of ours. Enter the number that is printed on it, or choose the file of a badge"
	}
	text := "There is no badge in this file that we can read"
	if found.Problem != nil {
		text += ": " + found.Problem.Error()
	}
	return text + ". Choose the file as it was downloaded: .png, .svg, .json or .jwt"
}

// FileTitle is the answer of the check of a file in a sentence.
func FileTitle(found records.FileCheck) string {
	_, title, _ := fileVerdict(found)
	return title
}

// fileVerdict is the answer of the check of a file in a sentence, and what it means.
func fileVerdict(f records.FileCheck) (kind components.VerdictKind, title, detail string) {
	if f.PDF {
		return components.Superseded, "Compare this certificate with our record", "A PDF can be changed by anybody. What stands here is what we hold of the record that it names. If the two differ, the PDF is not genuine."
	}
	signed := "We signed this file and it has not been changed. "
	switch f.Answer {
	case badge.Genuine:
		return components.Genuine, "This badge is genuine", signed + "The record has not been withdrawn."
	case badge.Expired:
		return components.Expired, "This badge has expired", signed + "It was valid until " + words.Date(f.Check.Record.ValidUntil) + "."
	case badge.Withdrawn:
		if f.Check.State == models.Superseded {
			return components.Superseded, "The record of this badge was replaced", signed + "A newer record says the same in corrected form."
		}
		return components.Withdrawn, "The record of this badge was withdrawn", signed + withdrawn(f.Check.Record)
	case badge.NotYet:
		return components.Expired, "This badge does not hold yet", signed + "It holds from " + words.Day(f.ValidFrom) + "."
	case badge.Foreign:
		return components.NotFound, "This badge was not issued here", "It says that it was issued by " + f.Issuer + ". Only they can say whether it is genuine."
	case badge.Changed:
		return components.Withdrawn, "This badge is not genuine", "It was changed after it was signed, or we never signed it" + because(f.Problem) + "."
	case badge.NoBadge, badge.Unknown:
	}
	return components.NotFound, "We cannot say whether this badge is genuine", "It could not be checked" + because(f.Problem) + "."
}

func because(problem error) string {
	if problem == nil {
		return ""
	}
	return ": " + problem.Error()
}

// vouched tells whether what the file says of a record is shown: not where it is worth nothing.
func vouched(f records.FileCheck) bool {
	return f.Check.Code != "" && f.Check.State != models.RecordNotFound
}

// form is one form in which a badge is downloaded.
type form struct{ Name, Label, For string }

// forms are those of the holder's page, the one for most people first.
func forms() []form {
	return []form{
		{"png", "Picture (PNG)", "for LinkedIn, a wallet or a badge backpack"},
		{"svg", "Drawing (SVG)", "the same at any size"},
		{"jwt", "Signed token (JWT)", "for systems that read VC-JWT"},
		{"credential.json", "Credential (JSON)", "for wallets that read proofs inside a credential"},
	}
}

// keyTrouble says why badges cannot be signed, and what to do.
func keyTrouble(broken error) string {
	if strings.Contains(broken.Error(), seal.ErrNoSecret.Error()) {
		return "The installation has been told no secret, so no key can be made or opened. Set TRELLIS_SECRET and start it again."
	}
	return "The keys do not open: they were sealed under another TRELLIS_SECRET than the one set now. Set the one from before and start again. If it is lost, make new keys here: badges that were downloaded stay genuine."
}

func keyPill(k models.SigningKey) components.Status {
	if k.RetiredAt == nil {
		return components.Status{Kind: components.OK, Text: "Signs"}
	}
	return components.Status{Kind: components.Plain, Text: "Checks only"}
}

func keyUse(k models.SigningKey) string {
	if k.Algorithm == models.ES256 {
		return "Tokens (ES256)"
	}
	return "Proofs inside (Ed25519)"
}

func until(k models.SigningKey) string {
	if k.RetiredAt == nil {
		return "Now"
	}
	return words.Moment(*k.RetiredAt)
}

func publicForm(r models.CompletionRecord, name string) string {
	return paths.VerifyRecordFile(r.Code, name)
}
