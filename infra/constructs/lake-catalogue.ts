import { Aws } from 'aws-cdk-lib';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { hiveType } from '../../shared/adapters/athena-texts.ts';
import { EXPORT_KINDS, type ExportKind, LAKE_COLUMNS } from '../../shared/contract/intake.ts';

export interface LakeCatalogueProps {
  readonly database: string;
  /** Name of the lake bucket. */
  readonly bucket: string;
}

/** Tables over all that the lake holds of each kind, for people who look into it; a run reads the objects of its inventory. */
export class LakeCatalogue extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: LakeCatalogueProps,
  ) {
    super(scope, id);
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: { name: props.database, description: 'What the lake holds of every readable export' },
    });
    for (const kind of EXPORT_KINDS) this.makeTable(kind).addResourceDependency(database);
  }

  private makeTable(kind: ExportKind): CfnTable {
    const { database, bucket } = this.props;
    return new CfnTable(this, kind, {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: database,
      tableInput: {
        name: kind,
        tableType: 'EXTERNAL_TABLE',
        parameters: { EXTERNAL: 'TRUE', classification: 'parquet' },
        storageDescriptor: {
          ...PARQUET,
          location: `s3://${bucket}/lake/${kind}/`,
          columns: Object.entries(LAKE_COLUMNS[kind]).map(([name, type]) => ({ name, type: hiveType(type) })),
        },
      },
    });
  }
}

const PARQUET = {
  inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
};
