package handlers

import "github.com/labstack/echo/v4"

func (h *Handlers) completePage(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) issueRecords(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) passUnits(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) revokePage(echo.Context) error { return echo.ErrNotImplemented }

func (h *Handlers) revokeRecord(echo.Context) error { return echo.ErrNotImplemented }
