package handlers

import (
	"github.com/labstack/echo/v4"

	"trellis/models"
)

func (h *Handlers) teamSkills(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) teamSkill(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) teamPeople(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) teamPerson(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) confirmQueue(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) confirmPage(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) confirm(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) confirmAgreed(echo.Context) error { return echo.ErrNotImplemented }

// toConfirm counts the assessments that wait for the actor's answer.
func (h *Handlers) toConfirm(_ echo.Context, _ models.Actor) int { return 0 }
