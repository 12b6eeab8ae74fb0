import { render } from 'preact';
import { createHttp } from './api/http.ts';
import { ResearcherApp } from './app/app.tsx';
import { followLinks } from './app/router.ts';
import { readOptions } from './options.ts';

const options = readOptions();
const root = document.getElementById('app');
if (root === null) throw new Error('The page has no #app element.');
followLinks(`${options.basePath}/researcher`);
render(<ResearcherApp options={options} http={createHttp(`${options.basePath}/api`)} />, root);
