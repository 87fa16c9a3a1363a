"""How everything looks: colours and fonts, pictures, typesetting, and the parts that panes share."""
