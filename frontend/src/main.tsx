import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '@/app/app';
import { browserServices } from '@/app/services';
import { showTheme } from '@/shared/lib/theme';
import '@/app/styles.css';

showTheme(document.documentElement);

const root = document.getElementById('root');
if (root === null) {
  throw new Error('BUG: index.html has no #root');
}
createRoot(root).render(
  <StrictMode>
    <App services={browserServices()} />
  </StrictMode>,
);
