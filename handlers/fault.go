package handlers

import (
	"fmt"
	"runtime/debug"

	"github.com/labstack/echo/v4"
)

// catch makes an error of a panic, so that a fault of ours is logged and answered like any other.
func catch(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if fault := recover(); fault != nil {
				err = fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
			}
		}()
		return next(c)
	}
}
