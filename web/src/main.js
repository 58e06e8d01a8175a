// SPDX-License-Identifier: GPL-2.0-or-later
import {loadData} from './data.js';
import {Findings} from './findings.js';
import {showProfile} from './profile.js';
import {showLimits} from './figures.js';
import {showSummary} from './summary.js';
import {startPrint, startTheme} from './theme.js';

const part = (id) => document.getElementById(id);

const data = loadData();
const findings = new Findings(data, part('findings'));
showSummary(data, part('answer'), (filters) => findings.narrow(filters));
if (!findings.judged)
	part('to-findings').textContent = 'Records';
showProfile(data.profiles, part('profile'));
showLimits(data, part('limits'));
startTheme(part('theme'));
startPrint(part('print'), (on) => findings.print(on));
