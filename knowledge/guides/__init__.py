"""The guides as data: `index.yaml` (titles and names) and one file per guide; `knowledge.guide` reads them."""
