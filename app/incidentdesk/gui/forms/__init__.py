"""Forms built from process definitions: an editor for each kind of field, and the form that places them."""
