/**
 * The type of the values that a JSON Schema describes, as far as the schema's type is literal; else
 * `unknown`.
 */
export type FromJsonSchema<S> = S extends { readonly nullable: true }
  ? Described<S> | null
  : Described<S>

type Described<S> = S extends { readonly const: infer Value }
  ? Value
  : S extends { readonly enum: ReadonlyArray<infer Value> }
    ? Value
    : S extends { readonly anyOf: ReadonlyArray<infer One> }
      ? FromJsonSchema<One>
      : S extends { readonly oneOf: ReadonlyArray<infer One> }
        ? FromJsonSchema<One>
        : S extends { readonly type: infer Type }
          ? OfTypes<S, Type extends ReadonlyArray<infer One> ? One : Type>
          : S extends { readonly properties: infer Properties }
            ? Members<Properties, S>
            : unknown

type OfTypes<S, Type> = Type extends unknown ? OfType<S, Type> : never

type OfType<S, Type> = string extends Type
  ? unknown
  : Type extends 'string'
    ? S extends { readonly format: 'date-time' | 'date' }
      ? string | Date
      : string
    : Type extends 'integer' | 'number'
      ? number
      : Type extends 'boolean'
        ? boolean
        : Type extends 'null'
          ? null
          : Type extends 'array'
            ? S extends { readonly items: infer Items }
              ? Array<FromJsonSchema<Items>>
              : unknown[]
            : Type extends 'object'
              ? S extends { readonly properties: infer Properties }
                ? Members<Properties, S>
                : S extends { readonly additionalProperties: infer Values extends object }
                  ? Record<string, FromJsonSchema<Values>>
                  : Record<string, unknown>
              : unknown

/** Members are present when they are required or have a default. */
type Members<Properties, S> = Plain<
  {
    -readonly [
      Name in keyof Properties as Name extends Sure<Properties, S> ? Name : never
    ]: FromJsonSchema<Properties[Name]>
  } & {
    -readonly [
      Name in keyof Properties as Name extends Sure<Properties, S> ? never : Name
    ]?: FromJsonSchema<Properties[Name]>
  }
>

type Sure<Properties, S> =
  | (S extends { readonly required: ReadonlyArray<infer Name> } ? Name : never)
  | {
      [Name in keyof Properties]: Properties[Name] extends { readonly default: unknown }
        ? Name
        : never
    }[keyof Properties]

type Plain<T> = { [Name in keyof T]: T[Name] }
