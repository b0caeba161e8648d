// Names of places as they are compared: without accents, ligatures, apostrophes, hyphens and capitals; "St" is "Saint".
// src/domain/network/place_name.cpp does the same for what a visitor types.
export function folded(name) {
  return name
    .normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    .toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae')
    .replace(/[^a-z0-9]+/g, ' ').trim()
    .replace(/\bste\b/g, 'sainte').replace(/\bst\b/g, 'saint');
}

/** "la chapelle" → "chapelle": GeoNames leaves articles out, or has them where INSEE has none. */
export const withoutArticle = (name) => name.replace(/^(la|le|les|l) /, '');
