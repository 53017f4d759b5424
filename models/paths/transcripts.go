package paths

import "trellis/models"

// Transcript is everything that one has done; TranscriptPDF and TranscriptZip are it as files.
const (
	Transcript      = "/learning/transcript"
	TranscriptPDF   = "/learning/transcript.pdf"
	TranscriptZip   = "/learning/transcript.zip"
	TranscriptLinks = "/learning/transcript/links"
)

// EndTranscriptLink ends a link that shows the transcript.
func EndTranscriptLink(id models.ID) string {
	return at("learning", "transcript", "links", string(id), "end")
}

// SharedTranscript shows a transcript to whoever has the address.
func SharedTranscript(token string) string { return at("transcripts", token) }
