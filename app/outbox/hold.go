package outbox

import (
	"cmp"
	"context"
	"errors"

	"trellis/models"
	"trellis/models/store"
)

// hold keeps a letter back that its person does not want at once: for their digest, or for good. A letter with a secret does
// not wait, since its secret is kept nowhere.
func (w *Worker) hold(ctx context.Context, job models.Job, letter Letter) (held bool, err error) {
	topic := cmp.Or(letter.Topic, models.TopicOf(job.Kind))
	if topic == "" || !letter.To.ID.Known() {
		return false, nil
	}
	way, err := w.store.MailWay(ctx, letter.To.ID, topic)
	switch {
	case err != nil || way == models.MailNot:
		return err == nil, err
	case way != models.MailInDigest || letter.Secret != nil:
		return false, nil
	}
	err = w.store.InTx(ctx, func(tx *store.Tx) error {
		return tx.Add(ctx, &models.DigestItem{JobID: job.ID, PersonID: letter.To.ID, Subject: letter.Subject, Body: letter.Body, CreatedAt: tx.Now()})
	})
	if errors.Is(err, models.ErrTaken) { // it waits already
		err = nil
	}
	return true, err
}
