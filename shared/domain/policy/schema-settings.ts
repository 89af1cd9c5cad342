import { z } from 'zod';
import type { Path } from './fault.ts';

/** The settings that a schema takes at a place; of several possible shapes those of all. */
export function settingsAt(schema: z.ZodType, path: Path): string[] {
  const shapes = path.reduce<z.core.$ZodType[]>(
    (at, step) => at.flatMap((each) => inside(each, step)),
    shapesOf(schema),
  );
  return [...new Set(shapes.flatMap(namesOf))];
}

/** Of a block of any names, those that it may have, if there is a list of them. */
function namesOf(shape: z.core.$ZodType): string[] {
  if (shape instanceof z.ZodObject) return Object.keys(shape.shape);
  const keys = shape instanceof z.ZodRecord ? shape.keyType : undefined;
  return keys instanceof z.ZodEnum ? keys.options.map(String) : [];
}

function inside(shape: z.core.$ZodType, step: string | number): z.core.$ZodType[] {
  if (shape instanceof z.ZodObject) {
    const shapes: Readonly<Record<string, z.core.$ZodType>> = shape.shape;
    const member = Object.hasOwn(shapes, step) ? shapes[step] : undefined;
    return member ? shapesOf(member) : [];
  }
  if (shape instanceof z.ZodRecord) return shapesOf(shape.valueType);
  return shape instanceof z.ZodArray ? shapesOf(shape.element) : [];
}

/** What stands behind defaults, optional settings and alternatives. */
function shapesOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return shapesOf(schema.unwrap());
  return schema instanceof z.ZodUnion ? schema.options.flatMap(shapesOf) : [schema];
}
