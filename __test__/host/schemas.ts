import type { JsonSchemaObject } from 'monty-node'

const object = (
  properties: Record<string, unknown>,
  required: string[] = [],
  more: object = {},
): JsonSchemaObject => ({ type: 'object', properties, required, ...more }) as JsonSchemaObject

const string = { type: 'string' }
const integer = { type: 'integer' }
const number = { type: 'number' }

/** A schema and the arguments that Python sees it as. */
export interface SchemaCase {
  readonly name: string
  readonly input: JsonSchemaObject
  /** What the stub must say. */
  readonly says: readonly string[]
}

const wrap = (value: unknown): JsonSchemaObject => object({ value }, ['value'])

/** Shapes of schemas, one each. */
export const shapes: readonly SchemaCase[] = [
  { name: 'no arguments', input: object({}), says: ['def f() -> Any'] },
  { name: 'nothing known', input: {}, says: ['def f() -> Any'] },
  { name: 'a string', input: wrap(string), says: ['value: str'] },
  { name: 'an integer', input: wrap(integer), says: ['value: int'] },
  { name: 'a number', input: wrap(number), says: ['value: float'] },
  { name: 'a boolean', input: wrap({ type: 'boolean' }), says: ['value: bool'] },
  { name: 'null', input: wrap({ type: 'null' }), says: ['value: None'] },
  { name: 'anything', input: wrap({}), says: ['value: Any'] },
  { name: 'anything, as true', input: wrap(true), says: ['value: Any'] },
  { name: 'nothing at all', input: wrap(false), says: ['value: Never'] },
  {
    name: 'an enum',
    input: wrap({ enum: ['a', "b'c", 3, true, null] }),
    says: [String.raw`value: Literal['a', 'b\'c', 3, True] | None`],
  },
  { name: 'an enum of floats', input: wrap({ enum: [0.5, 1.5] }), says: ['value: float'] },
  { name: 'an enum of objects', input: wrap({ enum: [{ a: 1 }] }), says: ['value: Any'] },
  { name: 'a const', input: wrap({ const: 'v1' }), says: ["value: Literal['v1']"] },
  {
    name: 'several types',
    input: wrap({ type: ['string', 'integer', 'null'] }),
    says: ['value: str | int | None'],
  },
  {
    name: 'nullable',
    input: wrap({ type: 'string', nullable: true }),
    says: ['value: str | None'],
  },
  {
    name: 'a union',
    input: wrap({ anyOf: [string, { type: 'array', items: string }] }),
    says: ['value: str | list[str]'],
  },
  {
    name: 'one of',
    input: wrap({ oneOf: [integer, { type: 'null' }] }),
    says: ['value: int | None'],
  },
  { name: 'a list', input: wrap({ type: 'array', items: number }), says: ['value: list[float]'] },
  { name: 'a list of anything', input: wrap({ type: 'array' }), says: ['value: list[Any]'] },
  {
    name: 'a list of lists',
    input: wrap({ type: 'array', items: { type: 'array', items: integer } }),
    says: ['value: list[list[int]]'],
  },
  {
    name: 'a tuple',
    input: wrap({ type: 'array', prefixItems: [number, string], items: false, minItems: 2 }),
    says: ['value: tuple[float, str] | list[float | str]'],
  },
  {
    name: 'a tuple of draft 7',
    input: wrap({ type: 'array', items: [number, number], additionalItems: false }),
    says: ['value: tuple[float, float]'],
  },
  {
    name: 'a list with a head',
    input: wrap({ type: 'array', prefixItems: [string], items: integer }),
    says: ['value: list[str | int]'],
  },
  {
    name: 'a map',
    input: wrap({ type: 'object', additionalProperties: integer }),
    says: ['value: dict[str, int]'],
  },
  {
    name: 'a map by pattern',
    input: wrap({ type: 'object', patternProperties: { '^x-': string } }),
    says: ['value: dict[str, str]'],
  },
  { name: 'an open object', input: wrap({ type: 'object' }), says: ['value: dict[str, Any]'] },
  {
    name: 'a nested object',
    input: wrap(object({ id: integer, tags: { type: 'array', items: string } }, ['id'])),
    says: [
      'class FValue(TypedDict):\n    id: int\n    tags: NotRequired[list[str]]',
      'value: FValue',
    ],
  },
  {
    name: 'objects three deep',
    input: wrap(object({ b: object({ c: object({ d: string }, ['d']) }) })),
    says: ['class FValueBC(TypedDict)', 'b: NotRequired[FValueB]'],
  },
  {
    name: 'keys that are no names',
    input: wrap(object({ 'user-id': string, from: integer, __x: integer }, ['from'])),
    says: [
      "FValue = TypedDict('FValue', {",
      "    'user-id': NotRequired[str],",
      "    'from': int,",
    ],
  },
  {
    name: 'arguments that are no names',
    input: object({ 'user-id': string, from: integer, '2nd': string }, ['from']),
    says: ['user_id: str = ..., *, from_: int, _2nd: str = ...'],
  },
  {
    name: 'defaults',
    input: object({
      limit: { type: 'integer', default: 10 },
      by: { default: 'a\nb' },
      all: { type: 'boolean', default: false },
      of: { default: [] },
    }),
    says: [String.raw`limit: int = 10, by: Any = 'a\nb', all: bool = False, of: Any = ...`],
  },
  {
    name: 'a needed argument behind an optional one',
    input: object({ limit: integer, query: string }, ['query']),
    says: ['limit: int = ..., *, query: str'],
  },
  {
    name: 'further arguments',
    input: object({ a: string }, ['a'], { additionalProperties: integer }),
    says: ['a: str, **kwargs: int'],
  },
  {
    name: 'a definition',
    input: object({ to: { $ref: '#/$defs/Address' }, from: { $ref: '#/$defs/Address' } }, ['to'], {
      $defs: { Address: object({ street: string }, ['street']) },
    }),
    says: ['class Address(TypedDict)', 'to: Address, from_: Address = ...'],
  },
  {
    name: 'definitions of draft 7',
    input: object({ at: { $ref: '#/definitions/point' } }, [], {
      definitions: { point: object({ x: number, y: number }, ['x', 'y']) },
    }),
    says: ['class Point(TypedDict)'],
  },
  {
    name: 'a recursive object',
    input: object({ root: { $ref: '#/$defs/node' } }, ['root'], {
      $defs: {
        node: object(
          { name: string, children: { type: 'array', items: { $ref: '#/$defs/node' } } },
          ['name'],
        ),
      },
    }),
    says: ['children: NotRequired[list[Node]]', 'root: Node'],
  },
  {
    name: 'two objects that refer to each other',
    input: object({ person: { $ref: '#/$defs/person' } }, [], {
      $defs: {
        person: object({ employer: { $ref: '#/$defs/company' } }),
        company: object({ staff: { type: 'array', items: { $ref: '#/$defs/person' } } }),
      },
    }),
    says: ['employer: NotRequired[Company]', 'staff: NotRequired[list[Person]]'],
  },
  {
    name: 'a recursive union',
    input: object({ json: { $ref: '#/$defs/json' } }, [], {
      $defs: { json: { anyOf: [string, { type: 'array', items: { $ref: '#/$defs/json' } }] } },
    }),
    says: ['json: str | list[Any]'],
  },
  {
    name: 'a schema that is its own part',
    input: object({ child: { $ref: '#' }, name: string }),
    says: ['child: NotRequired[FChild]'],
  },
  {
    name: 'a reference to an $id',
    input: object({ at: { $ref: 'https://example.com/point.json' } }, [], {
      $id: 'https://example.com/root.json',
      $defs: {
        point: object({ x: number }, ['x'], { $id: 'point.json' }),
      },
    }),
    says: ['class PointJson(TypedDict)', 'at: PointJson'],
  },
  {
    name: 'a reference in a circle',
    input: object({ a: { $ref: '#/$defs/a' } }, [], {
      $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } },
    }),
    says: ['a: Any'],
  },
  {
    name: 'objects together',
    input: wrap({ allOf: [object({ a: string }, ['a']), object({ b: integer })] }),
    says: ['a: str', 'b: NotRequired[int]'],
  },
  {
    name: 'a definition with a description',
    input: object({ v: { allOf: [{ $ref: '#/$defs/level' }], description: 'How much.' } }, [], {
      $defs: { level: { enum: ['low', 'high'] } },
    }),
    says: ["v: Literal['low', 'high'] = ..."],
  },
  {
    name: 'a tagged union',
    input: wrap({
      oneOf: [
        object({ kind: { const: 'circle' }, r: number }, ['kind', 'r']),
        object({ kind: { const: 'box' }, w: number }, ['kind']),
      ],
    }),
    says: ['class FValue1(TypedDict)', 'value: FValue1 | FValue2'],
  },
  {
    name: 'arguments that come in two ways',
    input: { anyOf: [object({ id: integer }, ['id']), object({ name: string }, ['name'])] },
    says: ['id: int = ..., name: str = ...'],
  },
  {
    name: 'what only validation can tell',
    // As text: no object in JavaScript should have a member named `then`.
    input: wrap(
      JSON.parse(
        '{"type":"string","not":{"pattern":"x"},"if":{"minLength":2},"then":{"maxLength":9}}',
      ),
    ),
    says: ['value: str'],
  },
  {
    name: 'descriptions with quotes and backslashes',
    input: object({ path: { type: 'string', description: 'Such as "C:\\temp".\n"""Quoted"""' } }),
    says: [String.raw`path: Such as "C:\\temp". \"\"\"Quoted\"\"\"`],
  },
  {
    name: 'names of Python itself',
    input: object({ self: string, class: string, None: string, print: string }),
    says: ['self: str = ..., class_: str = ..., None_: str = ..., print: str = ...'],
  },
  {
    name: 'names in other scripts',
    input: object({ größe: number, 名前: string, '🙂': string }),
    says: ['größe: float = ..., 名前: str = ...'],
  },
  {
    name: 'an array of types without items',
    input: wrap({ type: ['array', 'null'] }),
    says: ['value: list[Any] | None'],
  },
]

/** Tools in the manner of well-known servers. */
export const realistic: Readonly<
  Record<string, { description: string; input: JsonSchemaObject; call: string; wrong: string }>
> = {
  read_multiple_files: {
    description: 'Read the contents of multiple files simultaneously.',
    input: object(
      { paths: { type: 'array', items: string, description: 'Paths to read.' } },
      ['paths'],
      { additionalProperties: false, $schema: 'http://json-schema.org/draft-07/schema#' },
    ),
    call: "read_multiple_files(paths=['/a', '/b'])",
    wrong: "read_multiple_files(paths='/a')",
  },
  edit_file: {
    description: 'Make line-based edits to a text file.',
    input: object(
      {
        path: string,
        edits: {
          type: 'array',
          items: object(
            { oldText: { ...string, description: 'Text to search for' }, newText: string },
            ['oldText', 'newText'],
            { additionalProperties: false },
          ),
        },
        dryRun: { type: 'boolean', default: false },
      },
      ['path', 'edits'],
    ),
    call: "edit_file('/a', [{'oldText': 'x', 'newText': 'y'}], dryRun=True)",
    wrong: "edit_file('/a', [{'old': 'x', 'newText': 'y'}])",
  },
  create_issue: {
    description: 'Create a new issue in a repository.',
    input: object(
      {
        owner: string,
        repo: string,
        title: string,
        body: string,
        assignees: { type: 'array', items: string },
        milestone: number,
        labels: { type: 'array', items: string },
      },
      ['owner', 'repo', 'title'],
    ),
    call: "create_issue('o', 'r', title='t', labels=['bug'])",
    wrong: "create_issue('o', 'r', tittle='t')",
  },
  search_issues: {
    description: 'Search for issues and pull requests.',
    input: object(
      {
        q: string,
        order: { enum: ['asc', 'desc'], type: 'string' },
        page: { type: 'number', minimum: 1 },
        per_page: { type: 'number', minimum: 1, maximum: 100 },
        sort: { enum: ['comments', 'reactions', 'created', 'updated'], type: 'string' },
      },
      ['q'],
    ),
    call: "search_issues('is:open', sort='created', per_page=50)",
    wrong: "search_issues('is:open', sort='age')",
  },
  slack_post_message: {
    description: 'Post a new message to a channel.',
    input: object({ channel_id: string, text: string, thread_ts: { type: ['string', 'null'] } }, [
      'channel_id',
      'text',
    ]),
    call: "slack_post_message('C1', 'hello', thread_ts=None)",
    wrong: "slack_post_message('C1')",
  },
  create_entities: {
    description: 'Create multiple new entities in the knowledge graph.',
    input: object(
      {
        entities: {
          type: 'array',
          items: object(
            { name: string, entityType: string, observations: { type: 'array', items: string } },
            ['name', 'entityType', 'observations'],
          ),
        },
      },
      ['entities'],
    ),
    call: "create_entities([{'name': 'a', 'entityType': 't', 'observations': []}])",
    wrong: "create_entities([{'name': 'a', 'entityType': 't'}])",
  },
  puppeteer_screenshot: {
    description: 'Take a screenshot of the current page.',
    input: object(
      {
        name: string,
        selector: string,
        width: number,
        height: number,
        encoded: { type: 'boolean' },
      },
      ['name'],
    ),
    call: "puppeteer_screenshot('home', width=800, height=600.5)",
    wrong: "puppeteer_screenshot('home', width='800')",
  },
  query: {
    description: 'Run a read-only SQL query.',
    input: object(
      {
        sql: string,
        params: {
          type: 'array',
          items: { anyOf: [string, number, { type: 'boolean' }, { type: 'null' }] },
        },
      },
      ['sql'],
    ),
    call: "query('select ?', params=[1, 'a', None])",
    wrong: "query(['select 1'])",
  },
  'notion-update-page': {
    description: 'Update the properties of a page.',
    input: object(
      {
        'page-id': string,
        properties: {
          type: 'object',
          additionalProperties: { anyOf: [string, number, { type: 'null' }] },
        },
        archived: { type: 'boolean' },
      },
      ['page-id'],
    ),
    call: "notion_update_page('p1', {'Status': 'done', 'Points': 3})",
    wrong: 'notion_update_page(5)',
  },
  maps_distance_matrix: {
    description: 'Travel distance and time for origins and destinations.',
    input: object(
      {
        origins: { type: 'array', items: string },
        destinations: { type: 'array', items: string },
        mode: { type: 'string', enum: ['driving', 'walking', 'bicycling', 'transit'] },
      },
      ['origins', 'destinations'],
    ),
    call: "maps_distance_matrix(['a'], ['b'], mode='walking')",
    wrong: "maps_distance_matrix(['a'], mode='walking')",
  },
  fetch: {
    description: 'Fetches a URL and returns its contents as markdown.',
    input: object(
      {
        url: { type: 'string', format: 'uri', minLength: 1 },
        max_length: {
          type: 'integer',
          default: 5000,
          exclusiveMaximum: 1_000_000,
          exclusiveMinimum: 0,
        },
        start_index: { type: 'integer', default: 0, minimum: 0 },
        raw: { type: 'boolean', default: false },
      },
      ['url'],
      { title: 'Fetch', description: 'Parameters for fetching a URL.' },
    ),
    call: "fetch('https://example.com', raw=True)",
    wrong: 'fetch()',
  },
  sequentialthinking: {
    description:
      'A detailed tool for dynamic and reflective problem-solving.\n\nEach thought can build on, question, or revise previous insights.',
    input: object(
      {
        thought: string,
        nextThoughtNeeded: { type: 'boolean' },
        thoughtNumber: { type: 'integer', minimum: 1 },
        totalThoughts: { type: 'integer', minimum: 1 },
        isRevision: { type: 'boolean' },
      },
      ['thought', 'nextThoughtNeeded', 'thoughtNumber', 'totalThoughts'],
    ),
    call: "sequentialthinking('x', True, 1, 5)",
    wrong: "sequentialthinking('x', True, 1.5, 5)",
  },
}
