package handlers

import "trellis/app/policy"

// transcriptRoutes are everybody's own transcript, and what a link to one shows.
func (h *Handlers) transcriptRoutes() []Route {
	return []Route{
		{get, "/learning/transcript", policy.SeeOwn, h.transcript},
		{get, "/learning/transcript.pdf", policy.SeeOwn, h.transcriptPDF},
		{get, "/learning/transcript.zip", policy.SeeOwn, h.transcriptZip},
		{post, "/learning/transcript/links", policy.ShareTranscript, h.shareTranscript},
		{post, "/learning/transcript/links/:id/end", policy.ShareTranscript, h.endTranscriptLink},
		{get, "/transcripts/:token", policy.Public, h.sharedTranscript},
	}
}
