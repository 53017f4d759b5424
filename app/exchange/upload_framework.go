package exchange

import (
	"bytes"
	"context"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Upload is a file as somebody sends it from a screen.
type Upload struct {
	Name    string
	Content []byte
}

// UploadedFramework says what came of files, and which version they are kept as.
type UploadedFramework struct {
	Report
	Code, Version string
	State         models.VersionState
}

// UploadFramework keeps the framework of the files as a draft, to be looked over and published: what trellis import framework
// reads, seen from the content. Nothing is kept when the report refuses anything. Whoever keeps all frameworks may.
func (s *Service) UploadFramework(ctx context.Context, actor models.Actor, files []Upload) (UploadedFramework, error) {
	if !policy.Scope(actor, policy.KeepFrameworks).All {
		return UploadedFramework{}, models.ErrForbidden
	}
	content, report, err := ReadFramework(opened(files), "")
	if err != nil || report.IsRefused() {
		return UploadedFramework{Report: report}, err
	}
	done := UploadedFramework{Code: content.Framework.Code, Version: content.Version.Version}
	in := ImportFramework{Files: opened(files), Draft: true, By: &actor.ID}
	if done.Report, err = s.ImportFramework(ctx, in); err != nil || done.IsRefused() {
		return done, err
	}
	kept, err := s.Store.VersionNamed(ctx, done.Code, done.Version)
	done.State = kept.State
	return done, err
}

func opened(files []Upload) []File {
	list := make([]File, len(files))
	for i, f := range files {
		list[i] = File{Name: f.Name, Content: bytes.NewReader(f.Content)}
	}
	return list
}

// Digest is a digest of everything in a version, as files have it: what a file brings later is held against it.
func Digest(c store.FrameworkContent) string { return digest(c.ByCode()) }
