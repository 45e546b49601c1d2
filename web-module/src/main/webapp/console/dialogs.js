// The page's dialogs: each is a promise of what was chosen. The browser keeps the focus inside, closes
// on Escape and gives the focus back.

const byId = (id) => document.getElementById(id);

function closed(dialog) {
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

// no submit button: Return in a field must not press it
document.querySelectorAll('[data-close]').forEach((button) => {
  button.addEventListener('click', () => byId(button.dataset.close).close(''));
});

/** Whether somebody said yes. */
export function ask({ title, text, label }) {
  byId('ask-title').textContent = title;
  byId('ask-text').textContent = text;
  byId('ask-yes').textContent = label;
  return closed(byId('ask'));
}

/**
 * Asks for user, password and project until attempt() takes them.
 * @param {(user: string, password: string, project: string) => Promise<?string>} attempt words of what
 *     was wrong, or null when signed in
 * @returns {Promise<boolean>} whether signed in
 */
export async function signIn(why, attempt) {
  const dialog = byId('login');
  const [user, password, project] = ['login-user', 'login-password', 'login-project'].map(byId);
  byId('login-why').textContent = why;
  byId('login-wrong').textContent = '';
  let signedIn = false;
  let busy = false;
  const submitted = async (event) => {
    if (event.submitter?.value !== 'yes') {
      return;
    }
    event.preventDefault();
    if (busy) {
      return;
    }
    busy = true;
    byId('login-wrong').textContent = '';
    const wrong = await attempt(user.value, password.value, project.value.trim());
    busy = false;
    signedIn = wrong === null;
    if (signedIn) {
      dialog.close('yes');
    } else {
      byId('login-wrong').textContent = wrong;
      password.select();
    }
  };
  dialog.addEventListener('submit', submitted);
  await closed(dialog);
  dialog.removeEventListener('submit', submitted);
  password.value = '';
  return signedIn;
}

/** Shows the help on keyboards. */
export function showNote() {
  return closed(byId('note'));
}

/**
 * Takes text to type until it is closed; what was typed is forgotten with it.
 * @param {(text: string, goOn: () => boolean, told: (done: number, all: number) => void) => Promise<?string>} type
 *     words of what was wrong, or null
 */
export async function typeText(type) {
  const dialog = byId('typing');
  const [text, go, wrong] = ['typing-text', 'typing-yes', 'typing-wrong'].map(byId);
  let typing = false;
  const pressed = async () => {
    if (typing) {
      typing = false;
      return;
    }
    typing = true;
    wrong.textContent = '';
    const all = text.value + (byId('typing-return').checked ? '\n' : '');
    const said = await type(all, () => typing && dialog.open, (done, of) => {
      go.textContent = `Stop (${done} of ${of})`;
    });
    typing = false;
    go.textContent = 'Type it';
    wrong.textContent = said ?? '';
  };
  wrong.textContent = '';
  go.addEventListener('click', pressed);
  await closed(dialog);
  typing = false;
  go.removeEventListener('click', pressed);
  text.value = '';
}
