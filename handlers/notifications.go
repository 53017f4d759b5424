package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/models"
	"trellis/models/paths"
	"trellis/views/calendarviews"
)

func (h *Handlers) notifications(c echo.Context) error {
	ways, err := h.app.Calendar.Preferences(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, calendarviews.Notifications(h.accountFrame(c, "Which messages you get", nil), calendarviews.NotificationsForm{Ways: ways}))
}

func (h *Handlers) prefer(c echo.Context) error {
	ways := map[models.MailTopic]models.MailWay{}
	for _, choice := range models.MailTopics() {
		ways[choice.Topic] = models.MailWay(c.Request().PostForm.Get(string(choice.Topic)))
	}
	err := h.app.Calendar.Prefer(c.Request().Context(), actor(c), ways)
	if invalid, ok := problems(err); ok {
		form := calendarviews.NotificationsForm{Ways: ways, Problems: invalid}
		return show(c, http.StatusUnprocessableEntity, calendarviews.Notifications(h.accountFrame(c, "Which messages you get", invalid), form))
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Notifications, "Saved")
}
