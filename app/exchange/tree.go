package exchange

import "trellis/models"

// planted puts each competency behind the one that it is a part of, those of one parent in the order of the list, and
// gives them their places and addresses in that order. References are codes.
func planted(list []models.Competency) []models.Competency {
	under := map[models.ID][]models.Competency{}
	for _, k := range list {
		parent := models.ID("")
		if k.ParentID != nil {
			parent = *k.ParentID
		}
		under[parent] = append(under[parent], k)
	}
	tree, addresses := make([]models.Competency, 0, len(list)), slugs{}
	var plant func(parent models.ID)
	plant = func(parent models.ID) {
		children := under[parent]
		delete(under, parent) // each is planted once, even where a file has a code twice
		for _, k := range children {
			k.Slug, k.Position = addresses.of(k.Name, k.Code), len(tree)+1
			tree = append(tree, k)
			plant(models.ID(k.Code))
		}
	}
	plant("")
	return tree
}

// circleOf tells a way that comes back to where it began.
func circleOf(way []models.ID) string {
	const most = 6
	words := ""
	for i, id := range way {
		if i < most {
			words += string(id) + " is a part of "
		}
	}
	if len(way) > most {
		words += "… is a part of "
	}
	return "this is a circle: " + words + string(way[0])
}
