package app

import (
	"context"

	"trellis/app/outbox"
	"trellis/models"
)

// importKinds are the jobs of imports.
func (a *App) importKinds(letters Letters) map[string]outbox.Do {
	return map[string]outbox.Do{
		models.CheckImport: a.importing(a.Exchange.CheckImport),
		models.KeepImport:  a.importing(a.Exchange.KeepImport),
		models.MailImport: outbox.Mail(func(ctx context.Context, subject models.ID) (outbox.Letter, error) {
			facts, err := a.Exchange.ImportLetter(ctx, subject)
			return letters.Import(facts), err
		}),
	}
}

// triesOfImport is how often an import is worked on before it is given up, so that nobody waits for it for ever.
const triesOfImport = 3

// importing carries an import on. It is given up after some tries, also where one ended a process.
func (a *App) importing(do func(context.Context, models.ID) error) outbox.Do {
	return func(ctx context.Context, job models.Job, _ *outbox.Worker) error {
		if job.Attempt > triesOfImport {
			return a.Exchange.FailImport(ctx, job.SubjectID)
		}
		return do(ctx, job.SubjectID)
	}
}
