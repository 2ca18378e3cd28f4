/// Where controllers of every kind find what is not tried yet: the neighbours of good choices, and
/// all choices in a seeded order.
@NullMarked
package dev.archway.controller.candidate;

import org.jspecify.annotations.NullMarked;
