import { UserManager } from 'oidc-client-ts';

/** The page of the hidden frame: hands the answer of the sign-in to the portal around it. */
const manager = new UserManager({ authority: '', client_id: '', redirect_uri: '' });
void manager.signinSilentCallback();
