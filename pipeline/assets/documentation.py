"""documentation: what others need to use the dataset, written beside its tables once they stand."""

import dagster as dg

from pipeline.assets.stage import OWNERS, evidence_of
from pipeline.assets.workspace import Workspace
from pipeline.publish.documents import DOCUMENTS, write_documentation
from pipeline.report.beside import MAX_DOCUMENTS, NAME, write_evidence
from schemas import TABLES


@dg.asset(
    name="documentation",
    deps=list(TABLES),
    group_name="documentation",
    owners=OWNERS,
    kinds={"python", "markdown"},
    description=(
        "One file a standard: datapackage.json (Frictionless), croissant.json (ML Croissant), README.md (a dataset card "
        "as Hugging Face reads it) and data_dictionary.md, from the tables' own schemas and files. Of up to "
        f"{MAX_DOCUMENTS} documents also {NAME}: the articles with every figure where it stands and what was read of it."
    ),
)
def documentation(context: dg.AssetExecutionContext, workspace: Workspace) -> dg.MaterializeResult[None]:
    """The files that describe the dataset."""
    written = write_documentation(workspace.dataset)
    context.log.info(f"Written: {', '.join(path.name for path in written) or 'nothing has changed'}.")
    write_evidence(workspace.dataset)
    uploaded = workspace.finish()
    published = {"published": dg.MetadataValue.text(f"{workspace.data_url} ({uploaded} files uploaded)")}
    places = {name: dg.MetadataValue.path(str(workspace.dataset.folder / name)) for name in DOCUMENTS}
    return dg.MaterializeResult(
        metadata={
            **{name.replace(".", "_"): place for name, place in places.items()},
            "evidence": evidence_of(workspace.dataset),
            **(published if workspace.data_url else {}),
        }
    )
