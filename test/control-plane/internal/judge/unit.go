package judge

import (
	"path/filepath"
	"strings"

	"cdk8s-hardened/control-plane/internal/manifest"
)

// unhardenedFolder holds what users wrote before the library hardened it.
const unhardenedFolder = "unhardened"

// Unit is a set of objects that is judged by itself, in namespaces of its own.
type Unit struct {
	Name     string
	Objects  []manifest.Object
	Problems []manifest.Problem
	// Complete units hold everything that they refer to. In others, what is missing is stubbed.
	Complete bool
	// Unhardened units make no promise about their pods: the API server must accept the objects, nothing more.
	Unhardened bool
}

// CompleteUnit is all files of a folder together: one application, as it is applied.
func CompleteUnit(folder string) (Unit, error) {
	unit := Unit{Name: folder, Complete: true}
	files, err := manifest.Files(folder)
	for _, file := range files {
		unit.read(file)
	}
	return unit, err
}

// FragmentUnits are the files of a folder, each by itself.
func FragmentUnits(folder string) ([]Unit, error) {
	files, err := manifest.Files(folder)
	units := make([]Unit, 0, len(files))
	for _, file := range files {
		unit := Unit{Name: file, Unhardened: isUnhardened(folder, file)}
		unit.read(file)
		units = append(units, unit)
	}
	return units, err
}

func (u *Unit) read(file string) {
	objects, problems := manifest.ReadFile(file)
	u.Objects = append(u.Objects, objects...)
	u.Problems = append(u.Problems, problems...)
}

func isUnhardened(folder, file string) bool {
	relative, err := filepath.Rel(folder, file)
	return err == nil && strings.HasPrefix(filepath.ToSlash(relative), unhardenedFolder+"/")
}
