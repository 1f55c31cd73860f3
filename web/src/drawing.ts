/** React's drawing by itself, the heaviest part and the last to come: what shows the portal is made ready meanwhile. */
export { createRoot } from 'react-dom/client';
