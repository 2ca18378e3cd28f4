/// What people see of trials: results, rewards and artifacts together.
@NullMarked
package dev.archway.searchapi.result;

import org.jspecify.annotations.NullMarked;
