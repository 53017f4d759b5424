package exchange

import (
	"context"
	"errors"
	"strings"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// LookedAt is what the files of a framework would change, before anything is kept.
type LookedAt struct {
	Report
	Code, Name, Version string
	State               models.VersionState // of the version that is here; empty where there is none
	Compared            PartsCompared
	// Next is a number that no version has, where the one of the file stays as it is.
	Next string
	// Shown is a digest of what is shown here, so that nothing else is kept than what somebody has seen.
	Shown string
}

// Differs tells whether the files say anything that is not here yet.
func (l LookedAt) Differs() bool {
	c := l.Compared
	return l.State == "" || len(c.Added)+len(c.Gone)+len(c.Changed)+l.Crosswalks > 0 || l.Added+l.Changed > 0
}

// Stays tells whether the version that is here never changes, and the files differ from it.
func (l LookedAt) Stays() bool { return l.Next != "" }

// KeepLookedAt is what somebody keeps who has looked at the difference.
type KeepLookedAt struct {
	Files   []Upload
	Version string // the number to keep it under; empty for that of the file
	Shown   string // as LookedAt said
}

// LookAtFramework says what the files would change, and keeps nothing. Whoever keeps all frameworks may, and an editor with files
// of a framework that is here and that they write.
func (s *Service) LookAtFramework(ctx context.Context, actor models.Actor, files []Upload) (LookedAt, error) {
	looked, _, err := s.lookAt(ctx, actor, files)
	return looked, err
}

func (s *Service) lookAt(ctx context.Context, actor models.Actor, files []Upload) (looked LookedAt, found models.FrameworkVersion, err error) {
	if !policy.May(actor, policy.KeepFrameworks) {
		return looked, found, models.ErrForbidden
	}
	c, report, err := ReadFramework(opened(files), "")
	looked.Report = report
	if err != nil || report.IsRefused() {
		return looked, found, err
	}
	if err := s.theirs(ctx, actor, c.Framework.Code); err != nil {
		return looked, found, err
	}
	looked.Code, looked.Name, looked.Version = c.Framework.Code, c.Framework.Name, c.Version.Version
	err = s.Store.Snapshot(ctx, func(r store.Reads) (err error) {
		found, err = looked.compare(ctx, r, c)
		return err
	})
	if err != nil {
		return looked, found, err
	}
	looked.Shown = printOf(c.Framework, c.Version.Version, c.Version.ContentHash, found.ID, found.State, found.Revision, found.ContentHash)
	if looked.Stays() {
		return looked, found, nil
	}
	looked.Report, err = s.ImportFramework(ctx, ImportFramework{Files: opened(files), Draft: true, DryRun: true, By: &actor.ID})
	return looked, found, err
}

// theirs answers models.Invalid unless the actor may bring in files of the framework with that code.
func (s *Service) theirs(ctx context.Context, actor models.Actor, code string) error {
	if policy.Scope(actor, policy.KeepFrameworks).All {
		return nil
	}
	f, err := s.Store.FrameworkCalled(ctx, code)
	if err != nil && !errors.Is(err, models.ErrNotFound) {
		return err
	}
	if err == nil && f.Code == code && policy.Allows(actor, policy.WriteFrameworks, models.FrameworkVersion{FrameworkID: f.ID}) == nil {
		return nil
	}
	return models.Invalid{"file": "This is a file of " + code + ", which you do not write: send one of your own framework, or ask who runs the network to bring it in"}
}

// compare tells the file from the version that is here.
func (l *LookedAt) compare(ctx context.Context, r store.Reads, c store.FrameworkContent) (found models.FrameworkVersion, err error) {
	found, err = r.VersionNamed(ctx, l.Code, l.Version)
	if errors.Is(err, models.ErrNotFound) {
		l.Compared = compared(store.FrameworkContent{}, c)
		l.Compared.Changed = nil
		return found, nil
	}
	if err != nil {
		return found, err
	}
	content, err := r.FrameworkContent(ctx, found.ID)
	if err != nil {
		return found, err
	}
	before := ofTheVersion(content)
	l.State, l.Compared = found.State, compared(before, c)
	if frozen := found.State == models.Published || found.State == models.Retired; !frozen || found.ContentHash == c.Version.ContentHash || digest(before) == c.Version.ContentHash {
		return found, nil
	}
	for l.Next = nextVersion(l.Version); ; l.Next = nextVersion(l.Next) {
		if _, err := r.VersionNamed(ctx, l.Code, l.Next); errors.Is(err, models.ErrNotFound) {
			return found, nil
		} else if err != nil {
			return found, err
		}
	}
}

// KeepLookedAt keeps as a draft what somebody has looked at, exactly. It answers models.ErrStale, and what there is to see now,
// where the files or what is here have changed since.
func (s *Service) KeepLookedAt(ctx context.Context, actor models.Actor, in KeepLookedAt) (LookedAt, error) {
	now, found, err := s.lookAt(ctx, actor, in.Files)
	if err != nil || now.IsRefused() {
		return now, err
	}
	if now.Shown != in.Shown {
		return now, models.ErrStale
	}
	keep := ImportFramework{Files: opened(in.Files), Draft: true, By: &actor.ID, over: &found}
	if now.Stays() {
		keep.Version, keep.over = strings.TrimSpace(in.Version), &models.FrameworkVersion{}
		if keep.Version == "" || len([]rune(keep.Version)) > longestName {
			return now, models.Invalid{"version": "Give the new version a number of its own"}
		}
		_, err := s.Store.VersionNamed(ctx, now.Code, keep.Version)
		if err == nil {
			return now, models.Invalid{"version": "There is a version " + keep.Version + " already: give it a number that no version has"}
		}
		if !errors.Is(err, models.ErrNotFound) {
			return now, err
		}
		now.Version = keep.Version
	}
	now.Report, err = s.ImportFramework(ctx, keep)
	return now, err
}
