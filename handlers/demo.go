package handlers

import "github.com/labstack/echo/v4"

func (h *Handlers) demo(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) demoEnter(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) demoAgain(echo.Context) error { return echo.ErrNotImplemented }
