package paths

// NewFrameworkKeep keeps the files of a framework whose difference somebody has looked at.
const NewFrameworkKeep = NewFramework + "/keep"

// FrameworkFile is a version of a framework as a file of a format.
func FrameworkFile(code, version, format string) string {
	return Framework(code, version) + "/file?format=" + format
}
