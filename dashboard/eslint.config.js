import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

const colour = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(/i

// Colours have one home, src/ui/styles/tokens.css. Style blocks and sheets are held to it by src/ui/styles/colours.spec.ts.
const noColour = {
  rules: {
    'no-colour': {
      create: (context) => ({
        Literal(node) {
          if (typeof node.value === 'string' && colour.test(node.value))
            context.report({ node, message: 'A colour belongs into src/ui/styles/tokens.css.' })
        },
      }),
    },
  },
}

export default tseslint.config(
  { ignores: ['node_modules', 'test-results', 'playwright-report', 'src/api/schema.d.ts'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    ignores: ['src/**/*.spec.ts'],
    plugins: { tollgate: noColour },
    rules: { 'tollgate/no-colour': 'error' },
  },
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      'no-undef': 'off',
      'max-lines': ['error', { max: 250, skipBlankLines: false }],
      'vue/multi-word-component-names': 'off',
      // Layout is Prettier's.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/require-default-prop': 'off',
    },
  },
)
